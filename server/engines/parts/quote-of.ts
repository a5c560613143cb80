/** A passage that file search has found. */
export interface SearchResult {
  fileId: string;
  text: string;
  score: number;
  /** What citations call it by, where they do. */
  number?: number;
  /** The passage's place in the file's text, in UTF-16 code units, where the service tells. */
  start?: number;
}

export interface Quote {
  quote: string;
  quoteStart?: number;
  quoteEnd?: number;
}

/** A passage up to that length is quoted whole, in UTF-16 code units; of a longer one, the sentences that matter. */
const longestQuote = 480;

/**
 * The passage a claim rests on: what it quotes word for word; else, of what was found in that file, the one that has most words
 * in common with the claim, and within a long one the sentences around the best. Always an exact piece of the source.
 * @param claim the sentence that ends at the citation
 */
export function quoteOf(results: readonly SearchResult[], fileId: string, claim: string): Quote | undefined {
  const words = wordsOf(claim);
  const quoted = quotedIn(claim);
  const ranked = results
    .filter((result) => result.fileId === fileId && result.text.trim() !== '')
    .map((result) => ({ result, literal: placeOf(quoted, result.text), likeness: likeness(words, result.text) }))
    .sort(
      (a, b) =>
        Number(b.literal !== undefined) - Number(a.literal !== undefined) ||
        b.likeness - a.likeness ||
        b.result.score - a.result.score,
    );
  const [found] = ranked;
  if (!found) return undefined;

  const best = found.result;
  const { start, end } = found.literal ?? excerpt(best.text, words);
  const quote = best.text.slice(start, end);
  if (best.start === undefined) return { quote };
  return { quote, quoteStart: best.start + start, quoteEnd: best.start + end };
}

/** The end of the text before the offset, back to the sentence's beginning. */
export function claimBefore(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 1000), offset).trimEnd();
  const start = Math.max(...['. ', '! ', '? ', '。', '\n'].map((stop) => before.lastIndexOf(stop, before.length - 2)));
  const opened = before.lastIndexOf('“', start);
  // Several sentences that are quoted as one are one claim.
  const isInside = opened >= 0 && !before.slice(opened, start).includes('”');
  return before.slice(isInside ? opened : start + 1);
}

/** What stands in quotation marks, the longest first; what is as short as a name is no passage. */
function quotedIn(claim: string): string[] {
  return [...claim.matchAll(/[“„«"]([^“”„«»"]{16,})/gu)]
    .map(([, words = '']) => words.trim())
    .sort((a, b) => b.length - a.length);
}

/** Where the text has one of them, white space aside, with the stop behind it. */
function placeOf(quoted: readonly string[], text: string): { start: number; end: number } | undefined {
  for (const words of quoted) {
    const literally = words.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`);
    const found = new RegExp(`${literally}[.!?。]*`, 'u').exec(text);
    if (found) return { start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}

function excerpt(text: string, words: ReadonlySet<string>): { start: number; end: number } {
  const from = text.length - text.trimStart().length;
  const to = text.trimEnd().length;
  if (to - from <= longestQuote) return { start: from, end: to };

  const sentences = sentencesOf(text, from, to);
  let best = 0;
  let bestLikeness = -1;
  for (const [index, { start, end }] of sentences.entries()) {
    const found = likeness(words, text.slice(start, end));
    if (found > bestLikeness) [best, bestLikeness] = [index, found];
  }
  const { start, end } = sentences[best] ?? { start: from, end: from + longestQuote };
  const following = sentences.slice(best + 1).filter((sentence) => sentence.end - start <= longestQuote);
  return { start, end: Math.min(following.at(-1)?.end ?? end, start + longestQuote) };
}

function sentencesOf(text: string, from: number, to: number): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  for (const match of text.slice(from, to).matchAll(/\S[^]*?(?:[.!?。]+(?=\s|$)|\n{2,}|$)/gu)) {
    const start = from + match.index;
    sentences.push({ start, end: start + match[0].trimEnd().length });
  }
  return sentences;
}

function likeness(words: ReadonlySet<string>, text: string): number {
  if (words.size === 0) return 0;
  let common = 0;
  for (const word of wordsOf(text)) if (words.has(word)) common++;
  return common;
}

/** Words without the shortest, which are in every sentence. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
}
