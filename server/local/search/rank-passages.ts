import type { IndexedText } from './indexed-text.ts';
import type { Passage } from './passages.ts';

/** What a passage is searched by: a stem, and how much it counts. */
export type Query = ReadonlyMap<string, number>;

export interface Hit {
  /** The number of the text in the list that was searched. */
  text: number;
  passage: Passage;
  /** From 0, no term found, towards 1. */
  score: number;
}

const saturation = 1.2;
const lengthWeight = 0.75;

/**
 * Passages of some texts, best first, by Okapi BM25.
 * @see Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.4
 */
export function rankPassages(texts: readonly IndexedText[], query: Query): Hit[] {
  const lengths = texts.flatMap((text) => text.lengths);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const scores = texts.map(() => new Map<number, number>());
  for (const [term, weight] of query) {
    const worth = weight * rarity(texts, term);
    for (const [index, text] of texts.entries()) {
      for (const [number, times] of text.postings.get(term) ?? []) {
        const length = (text.lengths[number] ?? 0) / (average || 1);
        const frequency =
          (times * (saturation + 1)) / (times + saturation * (1 - lengthWeight + lengthWeight * length));
        scores[index]?.set(number, (scores[index].get(number) ?? 0) + worth * frequency);
      }
    }
  }
  const hits = scores.flatMap((byPassage, text) =>
    [...byPassage].flatMap(([number, score]) => {
      const passage = texts[text]?.passages[number];
      // Clients take a score to lie between 0 and 1.
      return passage ? [{ text, passage, score: score / (score + 2) }] : [];
    }),
  );
  return hits.sort((a, b) => b.score - a.score || a.text - b.text || a.passage.start - b.passage.start);
}

/** How much a term tells passages apart: little where most of them have it. */
export function rarity(texts: readonly IndexedText[], term: string): number {
  let all = 0;
  let having = 0;
  for (const text of texts) {
    all += text.passages.length;
    having += text.postings.get(term)?.size ?? 0;
  }
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}
