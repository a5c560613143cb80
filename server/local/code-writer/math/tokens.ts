import { functionNames } from './expression.ts';

export interface Token {
  kind: 'number' | 'name' | 'function' | 'operator' | 'other';
  /** What was written, in one spelling: `*` for `×`, digits without separators for a number. */
  text: string;
  /** Place in the text, in UTF-16 code units. */
  start: number;
  end: number;
}

const pattern =
  /(?<number>\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|(?<name>\p{L}[\p{L}\p{M}]*(?:_?\d+)?)|(?<operator>\*\*|[-+*/^()=!%×÷·⋅−–²³√≠])|(?<other>[^\s])/gu;

const spellings: Record<string, string> = { '**': '^', '×': '*', '·': '*', '⋅': '*', '÷': '/', '−': '-', '–': '-' };

/** Splits a text into what a formula could be made of; words and signs that cannot be part of one are `name` or `other`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const { number, name, operator } = match.groups ?? {};
    const place = { start: match.index, end: match.index + match[0].length };
    if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll(',', ''), ...place });
    else if (name !== undefined) tokens.push({ kind: isFunction(name) ? 'function' : 'name', text: name, ...place });
    else if (operator === '²' || operator === '³') {
      tokens.push(
        { kind: 'operator', text: '^', ...place },
        { kind: 'number', text: operator === '²' ? '2' : '3', ...place },
      );
    } else if (operator === '√') tokens.push({ kind: 'function', text: 'sqrt', ...place });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: spellings[operator] ?? operator, ...place });
    else tokens.push({ kind: 'other', text: match[0], ...place });
  }
  return tokens;
}

function isFunction(name: string): boolean {
  return (functionNames as readonly string[]).includes(name.toLowerCase());
}
