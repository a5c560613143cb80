import type { SearchEntry } from '../search-index.ts';

const mostFound = 12;

/** The passages that have every word, or a word that begins with it; those first that are called so. */
export function rankEntries(entries: readonly SearchEntry[], query: string): SearchEntry[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [];
  if (words.length === 0) return [];
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostFound)
    .map(({ entry }) => entry);
}

/** 0 where a word is missing. */
function scoreOf({ page, heading, text }: SearchEntry, words: readonly string[]): number {
  const fields = [
    { text: page.toLowerCase(), weight: heading === '' ? 8 : 2 },
    { text: heading.toLowerCase(), weight: 6 },
    { text: text.toLowerCase(), weight: 1 },
  ];
  let score = 0;
  for (const word of words) {
    const best = Math.max(...fields.map((field) => field.weight * nearness(field.text, word)));
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

/** A whole word counts more than one that begins so, and that more than letters within one. */
function nearness(text: string, word: string): number {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const begins = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
    const ends = !/[\p{L}\p{N}]/u.test(text[at + word.length] ?? ' ');
    best = Math.max(best, begins && ends ? 3 : begins ? 2 : word.length > 2 ? 1 : 0);
  }
  return best;
}
