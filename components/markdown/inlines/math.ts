import { incomplete, type Incomplete } from './link-syntax.ts';

export interface Formula {
  readonly end: number;
  readonly display: boolean;
}

/** A formula is no longer than this, so that the search for its end stays short. */
const longestFormula = 1000;
const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * Formulas: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. Where dollars mean money there is none: the opening one touches no word before it
 * and no space behind it, the closing one no space before it and no word behind it.
 */
export class FormulaReader {
  readonly #text: string;
  readonly #growing: boolean;
  /** By delimiter, the next place where it closes something. */
  readonly #closings = new Map<string, number>();

  constructor(text: string, growing: boolean) {
    this.#text = text;
    this.#growing = growing;
  }

  /** The formula that begins at a `$` or a backslash; `incomplete` where more text may bring its end. */
  read(position: number): Formula | Incomplete | null {
    const text = this.#text;
    const [opening = ''] = /^(?:\$\$?|\\[([])/.exec(text.slice(position, position + 2)) ?? [];
    const from = position + opening.length;
    if (opening === '' || !this.#canOpen(opening, position, from)) return null;
    const closing = { '\\(': '\\)', '\\[': '\\]' }[opening] ?? opening;
    const end = this.#findClosing(closing, from);
    if (end - from > longestFormula) {
      const isOpen = this.#growing && text.length - from < longestFormula;
      return isOpen ? incomplete : null;
    }
    const display = opening === '$$' || opening === '\\[';
    return isFormula(text.slice(from, end)) ? { end: end + closing.length, display } : null;
  }

  #canOpen(opening: string, position: number, from: number): boolean {
    const before = this.#text[position - 1] ?? ' ';
    const after = this.#text[from] ?? 'x';
    if (opening.startsWith('\\')) return true;
    if (before === '$' || after === '$') return false;
    return opening === '$$' || (!wordCharacter.test(before) && !/\s/.test(after));
  }

  /** The next place where the delimiter closes; infinite if there is none. Places asked for only grow. */
  #findClosing(closing: string, from: number): number {
    const known = this.#closings.get(closing);
    if (known !== undefined && known >= from) return known;
    let end = this.#text.indexOf(closing, from);
    while (end >= 0 && !this.#canClose(closing, end)) end = this.#text.indexOf(closing, end + 1);
    const found = end < 0 ? Infinity : end;
    this.#closings.set(closing, found);
    return found;
  }

  #canClose(closing: string, position: number): boolean {
    if (closing.startsWith('\\')) return true;
    const before = this.#text[position - 1] ?? ' ';
    const after = this.#text[position + closing.length];
    // At the end of a growing text a word or another dollar may follow.
    if (before === '\\' || after === '$' || (after === undefined && this.#growing)) return false;
    return closing === '$$' || (before !== '$' && !/\s/.test(before) && !wordCharacter.test(after ?? ' '));
  }
}

/** Something to read, in which no bracket closes that was open before it. */
function isFormula(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]]/g)) if ((depth += bracket === '[' ? 1 : -1) < 0) return false;
  return wordCharacter.test(text);
}
