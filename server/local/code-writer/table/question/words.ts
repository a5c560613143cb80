export interface Word {
  /** In lower case. */
  text: string;
  stem: string;
  /** As it was written. */
  written: string;
  quoted: boolean;
}

const pattern =
  /["“”„«»]([^"“”„«»]+)["“”„«»]|(?<date>\d{4}-\d{1,2}(?:-\d{1,2})?)|(?<number>\d+(?:[.,]\d+)*)|(?<word>[\p{L}\p{M}\p{N}_]+(?:['’]\p{L}+)?)|(?<sign>[<>]=?|[!=]=?|[≥≤≠%])/gu;

/** The words, numbers and signs of comparison of a text. Names with underscores or capitals inside are several words. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    if (match[1] !== undefined) words.push(...splitName(match[1]).map((written) => word(written, true)));
    else if (match.groups?.['word']) words.push(...splitName(match[0]).map((written) => word(written, false)));
    else words.push(word(match[0], false));
  }
  return words;
}

/** The words a name is made of: `unit_price`, `unitPrice` and "Unit price (€)" are all unit, price. */
export function splitName(name: string): string[] {
  return (
    name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').match(/[\p{L}\p{M}]+(?:['’]\p{L}+)?|\p{N}+(?:[.,]\p{N}+)*/gu) ??
    []
  );
}

/** The word without the endings of the plural, and without accents: `Regions` and `región` both give `region`. */
export function stemOf(word: string): string {
  const plain = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s?$/, '');
  if (plain.length <= 3) return plain;
  if (plain.endsWith('ies')) return `${plain.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(plain)) return plain.slice(0, -2);
  return /[^sui]s$/.test(plain) ? plain.slice(0, -1) : plain;
}

function word(written: string, quoted: boolean): Word {
  return { text: written.toLowerCase().replace('’', "'"), stem: stemOf(written), written, quoted };
}
