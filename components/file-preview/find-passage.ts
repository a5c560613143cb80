/** A passage of a document as somebody quotes it. */
export interface SoughtPassage {
  readonly quote: string;
  /** Where it begins and ends in the document's indexed text, in UTF-16 code units, where that is known. */
  readonly start?: number;
  readonly end?: number;
}

/** `[start, end)` of the text, in UTF-16 code units. */
export interface FoundPassage {
  readonly start: number;
  readonly end: number;
  /** False where only a part of the quote stands in the text. */
  readonly isWhole: boolean;
}

/** The search for a part reads the text once for each few words of the quote; above this many characters that would be felt. */
const longestForParts = 500_000;

/** Less than this share of a quote could be anywhere. */
const leastShare = 0.4;
const leastLength = 8;

/** As many words as have to stand side by side to be looked for as a part. */
const fewestWords = 4;

/** Every so many words a part is looked for. */
const stride = 3;

/** Of a longer quote only the beginning is looked for in parts. */
const mostWords = 120;

/**
 * Finds a quoted passage: letter by letter, then with white space, hyphens at line ends and case aside, then the longest part of
 * it. Of several places the one nearest to where it should be.
 */
export function findPassage(text: string, sought: SoughtPassage): FoundPassage | null {
  const { start, end } = sought;
  const quote = sought.quote.trim();
  if (quote === '') return null;
  if (start !== undefined && end !== undefined && text.slice(start, end) === sought.quote) {
    return { start, end, isWhole: true };
  }
  return findExact(text, quote, start) ?? findFolded(text, quote, start) ?? findPart(text, quote);
}

function findExact(text: string, quote: string, near = 0): FoundPassage | null {
  const before = text.lastIndexOf(quote, near);
  const after = text.indexOf(quote, near);
  const start = before < 0 || (after >= 0 && after - near < near - before) ? after : before;
  return start < 0 ? null : { start, end: start + quote.length, isWhole: true };
}

function findFolded(text: string, quote: string, near = 0): FoundPassage | null {
  const words = wordsOf(quote).map((each) => Array.from(each, escaped).join(hyphen));
  const pattern = new RegExp(words.join(gap), 'giu');
  let nearest: FoundPassage | null = null;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') return null;
    const found = { start: match.index, end: match.index + match[0].length, isWhole: true };
    if (nearest && Math.abs(found.start - near) > Math.abs(nearest.start - near)) break;
    nearest = found;
  }
  return nearest;
}

function findPart(text: string, quote: string): FoundPassage | null {
  if (text.length > longestForParts) return null;
  const words = wordsOf(quote).slice(0, mostWords);
  let best: FoundPassage | null = null;
  const tryFrom = (first: number): boolean => {
    const found = first < 0 ? null : longestFrom(text, words.slice(first));
    if (!found || lengthOf(found) <= lengthOf(best)) return false;
    best = found;
    return true;
  };
  for (let first = 0; first + fewestWords <= words.length; first += stride) {
    // The part may begin a few words before.
    for (let before = first; before > first - stride && tryFrom(before); before--);
  }
  const least = Math.max(leastLength, words.join(' ').length * leastShare);
  return lengthOf(best) >= least ? best : null;
}

function lengthOf(place: FoundPassage | null): number {
  return place ? place.end - place.start : 0;
}

/** The longest place that begins with these words. Each further word is optional as long as those before it are there. */
function longestFrom(text: string, words: readonly string[]): FoundPassage | null {
  const begin = words.slice(0, fewestWords).map(escaped).join(gap);
  const rest = words.slice(fewestWords);
  const further = rest.map((word) => `(?:${gap}${escaped(word)}`).join('') + ')?'.repeat(rest.length);
  let best: FoundPassage | null = null;
  for (const { index, 0: match } of text.matchAll(new RegExp(begin + further, 'giu'))) {
    if (match.length > lengthOf(best)) {
      best = { start: index, end: index + match.length, isWhole: false };
    }
  }
  return best;
}

/** What may stand between two words of a passage in another edition of it: any white space, or what nobody sees. */
const gap = String.raw`[\s\p{Cf}]*`;

/** And between two letters of a word: a hyphen where a line ends, or a soft one. */
const hyphen = String.raw`(?:[-\u2010]\n[ \t]*|\u00ad\s*)?`;

/** Words and single marks; letters of scripts that put no space between words stand for themselves. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}\p{Cf}]/gu;

function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

function escaped(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);
}
