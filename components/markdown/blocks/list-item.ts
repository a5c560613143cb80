import type { Block, ItemBlock, ListBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';
import type { Line } from './line.ts';

interface ItemMarker {
  readonly start: number;
  readonly ordered: boolean;
  readonly marker: string;
  readonly first: number;
  readonly indent: number;
}

export function startItem(parser: BlockParser, container: Block, isDeep: boolean): StartedBlock {
  const { line } = parser;
  if (line.indented || isDeep) return null;
  const item = takeMarker(line, container.type === 'paragraph');
  if (!item) return null;
  parser.closeUnmatched();
  const { start, ordered, marker, first, indent } = item;
  const goesOn = container.type === 'list' && container.ordered === ordered && container.marker === marker;
  if (!goesOn) {
    if (parser.tip.type === 'list') parser.close(parser.tip);
    parser.openContainer<ListBlock>({ type: 'list', ordered, marker, first, loose: false }, start);
  }
  return parser.openContainer<ItemBlock>({ type: 'item', indent, line: parser.lineNumber, task: null }, start);
}

/** The line goes on behind the marker and its space. In a paragraph only `1.` begins a list, and only before text. */
function takeMarker(line: Line, inParagraph: boolean): ItemMarker | null {
  const [text, bullet, digits, delimiter] = /^(?:([*+-])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(line.rest) ?? [];
  if (text === undefined) return null;
  if (inParagraph && ((digits && Number(digits) !== 1) || !/[^ \t]/.test(line.rest.slice(text.length)))) return null;
  const start = line.nonspace;
  const before = line.indent;
  line.toNonspace();
  line.skip(text.length);
  const place = line.save();
  const spaces = line.indent;
  let after = spaces;
  if (line.blank || spaces > 4) {
    // The content begins after one space: it is code, or there is none yet.
    after = 1;
    line.restore(place);
    line.skipOptionalSpace();
  } else line.skipColumns(spaces);
  return {
    start,
    ordered: bullet === undefined,
    marker: bullet ?? delimiter ?? '',
    first: Number(digits ?? 1),
    indent: before + text.length + after,
  };
}
