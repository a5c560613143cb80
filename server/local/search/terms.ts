import { stem } from './stem.ts';

// A word may hold an apostrophe, a number a point or comma, so that `company's` and `1,200.50` are one each.
const word = /[\p{L}\p{N}\p{M}]+(?:['’](?=\p{L})[\p{L}\p{M}]+|[.,](?<=\p{N}.)(?=\p{N})\p{N}+)*/gu;
// `maxConnections` is two words written as one.
const humps = /(?<=[\p{Ll}\d])(?=\p{Lu}\p{Ll})/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The words of a text as they are compared: lower case, no accents, no endings. */
export function* terms(text: string): Generator<string> {
  for (const [found] of text.matchAll(word)) {
    if (unspaced.test(found)) yield* pairs(found);
    else for (const part of found.split(humps)) yield stem(fold(part));
  }
}

/** A word in lower case and without accents. */
export function fold(word: string): string {
  return word.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
}

/** Scripts that put no space between words are compared by pairs of characters. */
function* pairs(text: string): Generator<string> {
  const characters = [...text];
  if (characters.length === 1) yield text;
  for (let index = 1; index < characters.length; index++) yield `${characters[index - 1]}${characters[index]}`;
}
