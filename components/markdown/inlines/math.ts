import { incomplete, type Incomplete } from './link-syntax.ts';

export interface Formula {
  readonly end: number;
  readonly display: boolean;
}

/** A formula is no longer than this, so that the search for its end stays short. */
const longestFormula = 1000;
const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * The formula that begins at a `$` or a backslash: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. Where dollars mean money there is none: the
 * opening one touches no word before it and no space behind it, the closing one no space before it and no word behind it.
 * `incomplete` where more text may bring the end.
 */
export function readFormula(text: string, position: number, growing: boolean): Formula | Incomplete | null {
  return text[position] === '$' ? readDollars(text, position, growing) : readBackslashed(text, position, growing);
}

function readDollars(text: string, position: number, growing: boolean): Formula | Incomplete | null {
  const delimiter = text[position + 1] === '$' ? '$$' : '$';
  const from = position + delimiter.length;
  const before = text[position - 1] ?? ' ';
  if (before === '$' || text[from] === '$') return null;
  if (delimiter === '$' && (wordCharacter.test(before) || /\s/.test(text[from] ?? 'x'))) return null;
  const limit = Math.min(text.length, from + longestFormula);
  for (let end = text.indexOf('$', from); end >= 0 && end < limit; end = text.indexOf('$', end + 1)) {
    const after = text[end + delimiter.length];
    if (after === undefined && growing) return incomplete;
    if (text[end - 1] === '\\' || !text.startsWith(delimiter, end) || after === '$') continue;
    if (delimiter === '$' && (/\s/.test(text[end - 1] ?? ' ') || wordCharacter.test(after ?? ' '))) continue;
    return { end: end + delimiter.length, display: delimiter === '$$' };
  }
  return limit === text.length && growing ? incomplete : null;
}

function readBackslashed(text: string, position: number, growing: boolean): Formula | Incomplete | null {
  const display = text[position + 1] === '[';
  if (!display && text[position + 1] !== '(') return null;
  const limit = position + longestFormula;
  const end = text.slice(position, limit).indexOf(display ? '\\]' : '\\)', 2);
  if (end < 0) return limit > text.length && growing ? incomplete : null;
  const isFormula = wordCharacter.test(text.slice(position + 2, position + end));
  return isFormula ? { end: position + end + 2, display } : null;
}
