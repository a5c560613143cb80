import type { Block, HtmlBlock, LineBlock } from '../block.ts';
import { htmlTag } from '../inlines/html-tag.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

const blockNames =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';

/** How the seven kinds of raw HTML begin, in the specification's order. */
const openings: readonly RegExp[] = [
  /^<(?:script|pre|textarea|style)(?:\s|>|$)/i,
  /^<!--/,
  /^<\?/,
  /^<![a-z]/i,
  /^<!\[CDATA\[/,
  new RegExp(`^</?(?:${blockNames})(?:\\s|/?>|$)`, 'i'),
  new RegExp(`^(?:${htmlTag})\\s*$`, 'i'),
];

/** How the first five of them end. */
const htmlEnds = [/<\/(?:script|pre|textarea|style)>/i, /-->/, /\?>/, />/, /\]\]>/];

export function startHtml(parser: BlockParser, container: Block): StartedBlock {
  const { line } = parser;
  if (line.indented || line.text[line.nonspace] !== '<') return null;
  const kind = openings.findIndex((opening) => opening.test(line.rest)) + 1;
  if (kind === 0) return null;
  // A tag alone on its line does not interrupt a paragraph, and whether it is alone shows at the end of the line.
  if (kind === 7 && (parser.unfinished || container.type === 'paragraph' || parser.maybeLazy)) return null;
  parser.closeUnmatched();
  return parser.openLeaf<HtmlBlock>({ type: 'html', kind, lines: [] }, line.position);
}

/** Whether the last line of a block has ended it. */
export function endsHtml(block: LineBlock): boolean {
  return block.type === 'html' && (htmlEnds[block.kind - 1]?.test(block.lines.at(-1)?.text ?? '') ?? false);
}
