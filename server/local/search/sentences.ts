import type { TextFormat } from './extract/extract-text.ts';
import { type Block, blocks } from './blocks.ts';

/** One statement of a text: `text.slice(start, end)` is what it says, without list markers and surrounding space. */
export interface Sentence {
  start: number;
  end: number;
  /** The heading it stands under, or, in a table, the row of column names. */
  heading?: { start: number; end: number };
}

/** Longer ones are cut where they pause: nobody reads a quotation of a page. */
const maxLength = 480;
const abbreviation =
  /(?:^\d{1,3}|(?:^|[\s(])(?:\p{L}|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Art|Sec|Fig|Inc|Ltd|Co|Corp|approx|ca|cf|vs|etc|e\.g|i\.e|z\.B|d\.h|bzw))\.\s*$/u;

/** The statements of a text in order; headings are none, unless there is nothing else. */
export function sentences(text: string, format: TextFormat): Sentence[] {
  const found: Sentence[] = [];
  let heading: Sentence['heading'];
  const all = blocks(text, format);
  const onlyHeadings = all.every(({ kind }) => kind === 'heading');
  for (const block of all) {
    if (block.kind === 'heading' && !onlyHeadings) heading = { start: block.start, end: block.end };
    else for (const range of split(text, block)) found.push({ ...range, ...(heading && { heading }) });
  }
  return found;
}

function split(text: string, block: Block): { start: number; end: number }[] {
  if (block.kind === 'row') return cut(text, block.start, block.end);
  // The segmenter ends a sentence at every line end, also in the middle of one that was wrapped.
  const unwrapped = text.slice(block.start, block.end).replaceAll('\n', ' ');
  const ranges: { start: number; end: number }[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(unwrapped)) {
    const end = index + segment.length;
    if (end < unwrapped.length && abbreviation.test(unwrapped.slice(start, end))) continue;
    ranges.push(...cut(text, block.start + start, block.start + end));
    start = end;
  }
  return ranges;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A range without the space around it, in pieces where it is too long. */
function cut(text: string, from: number, to: number): { start: number; end: number }[] {
  const slice = text.slice(from, to);
  const start = from + slice.length - slice.trimStart().length;
  const end = from + slice.trimEnd().length;
  if (end <= start) return [];
  if (end - start <= maxLength) return [{ start, end }];
  const pause = ['; ', ', ', ',', ' ']
    .map((mark) => text.lastIndexOf(mark, start + maxLength - 1))
    .find((at) => at > start + maxLength / 2);
  const middle = pause === undefined ? wholeCharacter(text, start + maxLength) : pause + 1;
  return [...cut(text, start, middle), ...cut(text, middle, end)];
}

/** The offset, or the one before where it lies in the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  return /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '') ? offset - 1 : offset;
}
