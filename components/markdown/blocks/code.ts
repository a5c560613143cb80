import type { Block, CodeBlock } from '../block.ts';
import { unescapeText } from '../inlines/escape.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

export function startFencedCode(parser: BlockParser): StartedBlock {
  const { line } = parser;
  if (line.indented) return null;
  const { rest, indent } = line;
  const length = /^(?:`{3,}|~{3,})/.exec(rest)?.[0].length ?? 0;
  const [character = ''] = rest;
  if (length === 0 || (character === '`' && rest.includes('`', length))) return null;
  const info = unescapeText(rest.slice(length).trim());
  parser.closeUnmatched();
  parser.openLeaf<CodeBlock>({ type: 'code', fence: { character, length, indent }, info, lines: [] }, line.nonspace);
  return 'done';
}

export function startIndentedCode(parser: BlockParser, container: Block): StartedBlock {
  const { line } = parser;
  if (!line.indented || container.type === 'paragraph' || parser.maybeLazy) return null;
  line.skipColumns(4);
  parser.closeUnmatched();
  return parser.openLeaf<CodeBlock>({ type: 'code', fence: null, info: '', lines: [] }, line.position);
}

/** Indented code has lost the blank lines behind it when it ends. */
export function trimBlankLines(block: Block): void {
  if (block.type !== 'code' || block.fence) return;
  let count = block.lines.length;
  while (count > 0 && block.lines[count - 1]?.text.trim() === '') count--;
  block.lines = block.lines.slice(0, count);
  const last = block.lines.at(-1);
  if (last) block.end = last.start + last.text.length;
}
