import { type Sentence } from './sentences.ts';

/** A stretch of a text that is found as one: whole sentences, `text.slice(start, end)`. */
export interface Passage {
  start: number;
  end: number;
  sentences: readonly Sentence[];
}

/** How large passages are, in words; OpenAI counts in tokens. */
export interface Chunking {
  size: number;
  overlap: number;
}

/** Short enough to be read as the quotation behind an answer, long enough to hold the words a question has. */
export const defaultChunking: Chunking = { size: 160, overlap: 0 };

/** Puts sentences together to passages; none reaches over a heading. */
export function passages(text: string, all: readonly Sentence[], { size, overlap }: Chunking): Passage[] {
  const found: Passage[] = [];
  let open: Sentence[] = [];
  let length = 0;
  const close = () => {
    const first = open[0];
    const last = open.at(-1);
    if (first && last) found.push({ start: first.start, end: last.end, sentences: open });
  };
  for (const sentence of all) {
    const words = countWords(text, sentence);
    const newPart = open.length > 0 && partOf(open[0]) !== partOf(sentence);
    if (newPart || (open.length > 0 && length + words > size)) {
      close();
      open = newPart ? [] : tail(text, open, overlap);
      length = open.reduce((sum, each) => sum + countWords(text, each), 0);
    }
    open.push(sentence);
    length += words;
  }
  close();
  return found;
}

function partOf(sentence: Sentence | undefined): number | undefined {
  return sentence?.headings[0]?.start;
}

/** The last sentences that have at most so many words together. */
function tail(text: string, sentences: readonly Sentence[], words: number): Sentence[] {
  let from = sentences.length;
  for (let left = words; from > 0; from--) {
    const sentence = sentences[from - 1];
    left -= sentence ? countWords(text, sentence) : 0;
    if (left < 0) break;
  }
  return sentences.slice(from);
}

function countWords(text: string, { start, end }: Sentence): number {
  return text.slice(start, end).split(/\s+/).length;
}
