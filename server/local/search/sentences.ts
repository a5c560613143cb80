import type { TextFormat } from './extract/extract-text.ts';
import { blocks } from './blocks.ts';

/** A part of a text, `text.slice(start, end)`. */
export interface TextRange {
  start: number;
  end: number;
}

/** One statement of a text, without list markers and surrounding space. */
export interface Sentence extends TextRange {
  /** The heading it stands under, or, in a table, the row of column names; and the words that open its paragraph. */
  headings: readonly TextRange[];
}

/** Longer ones are cut where they pause: nobody reads a quotation of a page. */
const maxLength = 480;
const abbreviation =
  /(?:^\d{1,3}|(?:^|[\s(])(?:\p{L}|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Art|Sec|Fig|Inc|Ltd|Co|Corp|approx|ca|cf|vs|etc|e\.g|i\.e|z\.B|d\.h|bzw))\.\s*$/u;

/** The segmenter takes more than its share of time on long texts. */
const maxSegmented = 8000;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The statements of a text in order; headings are none, unless there is nothing else. */
export function sentences(text: string, format: TextFormat): Sentence[] {
  const found: Sentence[] = [];
  let heading: TextRange | undefined;
  const all = blocks(text, format);
  const onlyHeadings = all.every(({ kind }) => kind === 'heading');
  for (const block of all) {
    if (block.kind === 'heading' && !onlyHeadings) {
      heading = { start: block.start, end: block.end };
      continue;
    }
    const [first, ...rest] = block.kind === 'row' ? cut(text, block) : split(text, block);
    const runIn = first && rest.length > 0 && isRunInHeading(text.slice(first.start, first.end)) ? first : undefined;
    const headings = [heading, runIn].filter((each) => each !== undefined);
    for (const range of runIn || !first ? rest : [first, ...rest]) found.push({ ...range, headings });
  }
  return found;
}

/** A word or two that open a paragraph and name what it is about, as in "Pets. Cats are allowed." */
function isRunInHeading(sentence: string): boolean {
  return /^(?!(?:He|I|It|No|She|So|That|There|They|This|We|Yes|You)\b)\p{Lu}[\p{L}\p{N}'’&/-]*(?: [\p{L}\p{N}'’&/-]+){0,2}\.$/u.test(
    sentence,
  );
}

function split(text: string, block: TextRange): TextRange[] {
  const ranges: TextRange[] = [];
  for (let start = block.start; start < block.end;) {
    const window = windowFrom(text, start, block.end);
    ranges.push(...segment(text, { start, end: window }));
    start = window;
  }
  return ranges;
}

/** Where to stop for now: at the end, or at a space far enough on. */
function windowFrom(text: string, start: number, end: number): number {
  if (end - start <= maxSegmented) return end;
  const window = text.slice(start, start + maxSegmented);
  const sentence = window.lastIndexOf('. ');
  const stop = sentence > 0 ? sentence : window.lastIndexOf(' ');
  return stop > 0 ? start + stop + 1 : wholeCharacter(text, start + maxSegmented);
}

function segment(text: string, { start: from, end: to }: TextRange): TextRange[] {
  // The segmenter ends a sentence at every line end, also in the middle of one that was wrapped.
  const unwrapped = text.slice(from, to).replaceAll('\n', ' ');
  const ranges: TextRange[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(unwrapped)) {
    const end = index + segment.length;
    if (end < unwrapped.length && abbreviation.test(unwrapped.slice(start, end))) continue;
    ranges.push(...cut(text, { start: from + start, end: from + end }));
    start = end;
  }
  return ranges;
}

/** A range without the space around it, in pieces where it is too long. */
function cut(text: string, range: TextRange): TextRange[] {
  const pieces: TextRange[] = [];
  const { start: from, end } = trimmed(text, range);
  for (let start = from; start < end;) {
    const to = end - start <= maxLength ? end : pauseAfter(text, start);
    const piece = trimmed(text, { start, end: to });
    if (piece.start < piece.end) pieces.push(piece);
    start = to;
  }
  return pieces;
}

/** Where a piece that begins there may end: after a pause in its second half, or where it is full. */
function pauseAfter(text: string, start: number): number {
  const piece = text.slice(start, start + maxLength);
  const pause = ['; ', ', ', ',', ' '].map((mark) => piece.lastIndexOf(mark)).find((at) => at > maxLength / 2);
  return pause === undefined ? wholeCharacter(text, start + maxLength) : start + pause + 1;
}

function trimmed(text: string, { start, end }: TextRange): TextRange {
  const isSpace = (at: number) => /\s/.test(text[at] ?? '');
  while (start < end && isSpace(start)) start++;
  while (end > start && isSpace(end - 1)) end--;
  return { start, end };
}

/** The offset, or the one before where it lies in the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  return /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '') ? offset - 1 : offset;
}
