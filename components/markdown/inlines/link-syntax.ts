/** The text ends before it can be told; more of it may decide. */
export const incomplete = Symbol('incomplete');
export type Incomplete = typeof incomplete;

export interface Piece {
  readonly text: string;
  /** Where the piece ends, behind its delimiter. */
  readonly end: number;
}

const longestLabel = 999;
/** More parentheses in parentheses than this make no destination; the specification asks for three at least. */
const deepestParentheses = 32;
const escapable = /[!-/:-@[-`{-~]/;

export function isEscapable(character: string | undefined): boolean {
  return character !== undefined && escapable.test(character);
}

/** Where the label ends that begins at this bracket, behind its closing bracket. */
export function readLabel(text: string, start: number): number | Incomplete | null {
  if (text[start] !== '[') return null;
  const limit = start + longestLabel + 2;
  for (let position = start + 1; position < limit; position++) {
    if (position >= text.length) return incomplete;
    const character = text[position];
    if (character === '\\') position++;
    else if (character === '[') return null;
    else if (character === ']') return position + 1;
  }
  return null;
}

/** Labels are equal when they differ in case and white space only. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

export function readDestination(text: string, start: number): Piece | Incomplete | null {
  if (start >= text.length) return incomplete;
  return text[start] === '<' ? readBracketedDestination(text, start) : readBareDestination(text, start);
}

function readBracketedDestination(text: string, start: number): Piece | Incomplete | null {
  for (let position = start + 1; position < text.length; position++) {
    const character = text[position];
    if (character === '\\') position++;
    else if (character === '\n' || character === '<') return null;
    else if (character === '>') return { text: text.slice(start + 1, position), end: position + 1 };
  }
  return incomplete;
}

function readBareDestination(text: string, start: number): Piece | Incomplete | null {
  let depth = 0;
  let position = start;
  for (; position < text.length; position++) {
    const character = text[position];
    if (character === '\\' && isEscapable(text[position + 1])) position++;
    else if (isControl(text.charCodeAt(position))) break;
    else if (character === '(') {
      if (++depth > deepestParentheses) return null;
    } else if (character === ')' && --depth < 0) break;
  }
  if (depth > 0) return position >= text.length ? incomplete : null;
  return { text: text.slice(start, position), end: Math.min(position, text.length) };
}

function isControl(code: number): boolean {
  return code <= 32 || code === 127;
}

/** A title in quotes or parentheses; null where none begins. */
export function readTitle(text: string, start: number): Piece | Incomplete | null {
  const opening = text[start];
  if (opening !== '"' && opening !== "'" && opening !== '(') return null;
  const closing = opening === '(' ? ')' : opening;
  for (let position = start + 1; position < text.length; position++) {
    const character = text[position];
    if (character === '\\') position++;
    else if (character === closing) return { text: text.slice(start + 1, position), end: position + 1 };
    else if (character === '(' && opening === '(') return null;
  }
  return incomplete;
}

/** Behind spaces, tabs and at most one line break. */
export function skipSpace(text: string, start: number): number {
  let breaks = 0;
  let position = start;
  for (; position < text.length; position++) {
    const character = text[position];
    if (character === '\n') {
      if (breaks++ > 0) break;
    } else if (character !== ' ' && character !== '\t') break;
  }
  return position;
}

export interface LinkTarget {
  readonly url: string;
  readonly title?: string;
  readonly end: number;
}

/** What stands in parentheses behind a link's text: `(url "title")`. */
export function readLinkTarget(text: string, start: number): LinkTarget | Incomplete | null {
  const destination = readDestination(text, skipSpace(text, start + 1));
  if (!destination || destination === incomplete) return destination;
  let position = skipSpace(text, destination.end);
  let title: string | undefined;
  if (position > destination.end) {
    const read = readTitle(text, position);
    if (read === incomplete) return incomplete;
    if (read) {
      title = read.text;
      position = skipSpace(text, read.end);
    }
  }
  if (position >= text.length) return incomplete;
  if (text[position] !== ')') return null;
  const { text: url } = destination;
  return title === undefined ? { url, end: position + 1 } : { url, title, end: position + 1 };
}
