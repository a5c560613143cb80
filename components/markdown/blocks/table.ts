import type { Alignment, Block, CellBlock, ParagraphBlock, RowBlock, SourceLine, TableBlock } from '../block.ts';
import { endWithoutSpace } from '../inlines/decided-end.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

const delimiterRow = /^\|?[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*(?:[ \t]*\|)?[ \t]*$/;
/** More columns are not shown before they are certain. */
const mostSuspected = 200;
/** Rows of a table may lack so many cells in all; what they lack then is left out, lest a small text makes a huge table. */
const mostMissing = 100_000;

/** The delimiter row makes a table of the line above it. */
export function startTable(parser: BlockParser, container: Block): StartedBlock {
  const { line } = parser;
  if (line.indented || container.type !== 'paragraph') return null;
  const { rest } = line;
  const header = container.lines.at(-1);
  if (!header || !/[|:]/.test(rest) || !delimiterRow.test(rest)) return null;
  const delimiters = splitCells(rest);
  if (delimiters.length !== splitCells(header.text).length) return null;
  const alignments = delimiters.map(({ from, to }) => alignmentOf(rest[from], rest[to - 1]));
  parser.closeUnmatched();
  takeLastLine(container);
  parser.close(container);
  const table = parser.openLeaf<TableBlock>(
    { type: 'table', alignments, children: [], missing: 0, undecided: false },
    header.start - line.start,
  );
  table.children.push(createRow(header, alignments, true));
  markFinal(parser, table);
  return 'done';
}

/**
 * Shows the last line of an open paragraph as the header of a table that may be on its way: its bars would vanish when the
 * delimiter row comes. The caller takes it back, with the unfinished line.
 */
export function suspectTable(paragraph: ParagraphBlock, header: SourceLine): TableBlock {
  const { parent } = paragraph;
  takeLastLine(paragraph);
  const alignments = splitCells(header.text).map(() => null);
  const row = createRow(header, alignments, true);
  const { start, end } = row;
  const children = [row];
  const table: TableBlock = {
    type: 'table',
    alignments,
    children,
    missing: 0,
    undecided: true,
    start,
    end,
    parent,
    open: true,
    final: false,
  };
  parent?.children.push(table);
  return table;
}

/**
 * The first bar of a line that is likely to be the header of a table: it begins with the bar, or the bar stands between spaces and
 * no code before it; -1 otherwise. What follows the first bar never makes a header of a line that was none.
 */
export function barOfHeader(text: string): number {
  if (!text.includes('|') || text.split('|', mostSuspected).length === mostSuspected) return -1;
  const bar = /^(?:\\.|[^\\|])*/.exec(text)?.[0].length ?? 0;
  if (text[bar] !== '|') return -1;
  if (bar === 0) return 0;
  return / \|(?: |$)/.test(text.slice(bar - 1, bar + 2)) && !text.slice(0, bar).includes('`') ? bar : -1;
}

export function addRow(parser: BlockParser, table: TableBlock): RowBlock {
  const line = parser.line.take();
  const { alignments } = table;
  const cells = splitCells(line.text);
  table.missing += Math.max(0, alignments.length - cells.length);
  const shown = table.missing > mostMissing ? alignments.slice(0, cells.length) : alignments;
  const row = createRow(line, shown, false, cells);
  table.children.push(row);
  table.end = row.end;
  markFinal(parser, table);
  return row;
}

function createRow(
  line: SourceLine,
  alignments: readonly Alignment[],
  header: boolean,
  cells = splitCells(line.text),
): RowBlock {
  const end = line.start + line.text.length;
  const children = alignments.map((alignment, n): CellBlock => {
    const { from, to, closed } = cells[n] ?? { from: line.text.length, to: line.text.length, closed: true };
    const start = line.start + from;
    return {
      type: 'cell',
      header,
      closed,
      alignment,
      start,
      end: line.start + to,
      line: { start, text: line.text.slice(from, to), padding: 0 },
    };
  });
  return { type: 'row', header, start: line.start, end, children, final: false };
}

/** The paragraph above a table keeps its other lines. */
function takeLastLine(paragraph: ParagraphBlock): void {
  paragraph.lines = paragraph.lines.slice(0, -1);
  const last = paragraph.lines.at(-1);
  if (last) paragraph.end = last.start + last.text.length;
}

function markFinal(parser: BlockParser, table: TableBlock): void {
  const row = table.children.at(-1);
  if (row) row.final = !parser.unfinished;
}

/** Where the cells of a row are, without the space around them. */
function splitCells(text: string): CellPlace[] {
  const end = endWithoutSpace(text);
  const cells: CellPlace[] = [];
  let from = text[0] === '|' ? 1 : 0;
  for (let position = from; position < end; position++) {
    if (text[position] === '\\') position++;
    else if (text[position] === '|') {
      cells.push(trimCell(text, from, position, true));
      from = position + 1;
    }
  }
  if (from < end) cells.push(trimCell(text, from, end, false));
  return cells;
}

interface CellPlace {
  readonly from: number;
  readonly to: number;
  readonly closed: boolean;
}

function trimCell(text: string, from: number, to: number, closed: boolean): CellPlace {
  while (from < to && isSpace(text[from])) from++;
  while (to > from && isSpace(text[to - 1])) to--;
  return { from, to, closed };
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function alignmentOf(first: string | undefined, last: string | undefined): Alignment {
  if (first === ':') return last === ':' ? 'center' : 'start';
  return last === ':' ? 'end' : null;
}
