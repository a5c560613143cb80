import { parseDelimited } from './parse-delimited.ts';

export interface Dialect {
  delimiter: string;
  skipInitialSpace: boolean;
  /** The first line does nothing but name it, as spreadsheets write it: `sep=;`. */
  isDeclared: boolean;
}

/** In doubt the earlier one: a comma is often part of a text or a number. */
const candidates = ['\t', ';', '|', ','];
const sampleSize = 200;

/** The delimiter that splits nearly every record into the same number of fields. */
export function sniffDelimiter(text: string): Dialect {
  const declared = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (declared) return { delimiter: declared, skipInitialSpace: false, isDeclared: true };
  const skipInitialSpace = /[,;|]\s+"/.test(text.slice(0, 20_000)) && !/[,;|]"/.test(text.slice(0, 20_000));
  let best = { delimiter: ',', share: 0 };
  for (const delimiter of candidates) {
    const counts = parseDelimited(text, delimiter, skipInitialSpace, sampleSize).map(({ fields }) => fields.length);
    const usual = mostCommon(counts);
    const share = usual > 1 ? counts.filter((count) => count === usual).length / counts.length : 0;
    if (share > best.share + 0.1 || (share > best.share && share > 0.9)) best = { delimiter, share };
  }
  return { delimiter: best.delimiter, skipInitialSpace, isDeclared: false };
}

/** The number of fields that most records have. */
export function mostCommon(counts: readonly number[]): number {
  const occurrences = new Map<number, number>();
  for (const count of counts) occurrences.set(count, (occurrences.get(count) ?? 0) + 1);
  return [...occurrences].sort(([a, often], [b, rare]) => rare - often || b - a)[0]?.[0] ?? 0;
}
