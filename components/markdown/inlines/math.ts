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
    return isFormula(text.slice(from, end)) ? { end: end + delimiter.length, display: delimiter === '$$' } : null;
  }
  return limit === text.length && growing ? incomplete : null;
}

function readBackslashed(text: string, position: number, growing: boolean): Formula | Incomplete | null {
  const display = text[position + 1] === '[';
  if (!display && text[position + 1] !== '(') return null;
  const limit = position + longestFormula;
  const end = text.slice(position, limit).indexOf(display ? '\\]' : '\\)', 2);
  if (end < 0) return limit > text.length && growing ? incomplete : null;
  return isFormula(text.slice(position + 2, position + end)) ? { end: position + end + 2, display } : null;
}

/** Something to read, in which no bracket closes that was open before it. */
function isFormula(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]]/g)) if ((depth += bracket === '[' ? 1 : -1) < 0) return false;
  return wordCharacter.test(text);
}
