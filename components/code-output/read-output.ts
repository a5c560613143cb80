import { changedLook, plainLook, type TextLook } from './text-look.ts';

/** Text that looks alike. */
export interface Stretch {
  readonly text: string;
  readonly look: TextLook;
}

export type OutputLine = readonly Stretch[];

/** No program means to move further to the right; one that says so would have a line padded until memory is full. */
const mostColumns = 1000;

/** A longer line is no bar of progress: to write over it again and again would stop the page. In UTF-16 code units. */
const longestOverwritten = 10_000;

const escape = '\u001b';
/** The same as `ESC [` in one character. */
const introducer = '\u009b';
const bell = '\u0007';

/** What stands behind the introducer: parameters, what nobody uses, and the letter that says what it is. */
const control = /([0-?]*)[ -/]*([@-~]?)/y;

/**
 * What a terminal would show of what a program has printed: bars of progress at their last state, text in its looks. Sequences
 * that mean anything else are left out.
 */
export function readOutput(text: string): readonly OutputLine[] {
  const screen = new Screen();
  for (let at = 0; at < text.length;) {
    const end = plainEnd(text, at);
    if (end > at) screen.write(text.slice(at, end));
    at = end < text.length ? readControl(text, end, screen) : end;
  }
  return screen.shown;
}

/** Where the next character stands that is not to be shown. Tabs are. */
function plainEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9) || (code >= 127 && code < 160)) break;
  }
  return at;
}

/** Does what a control character, or the sequence it begins, says; gives where text goes on. */
function readControl(text: string, at: number, screen: Screen): number {
  const character = text[at];
  if (character === '\n') screen.breakLine();
  else if (character === '\r') screen.moveTo(0);
  else if (character === '\b') screen.moveBy(-1);
  else if (character === introducer) return readSequence(text, at + 1, screen);
  else if (character === escape) return readEscape(text, at + 1, screen);
  return at + 1;
}

function readEscape(text: string, at: number, screen: Screen): number {
  const kind = text[at] ?? '';
  if (kind === '[') return readSequence(text, at + 1, screen);
  // Titles, links and the like reach to a bell or `ESC \`; one without end ends with its line.
  if (kind && ']PX^_'.includes(kind)) {
    const line = text.slice(at, indexOrEnd(text, '\n', at));
    return at + Math.min(indexOrEnd(line, bell) + 1, indexOrEnd(line, `${escape}\\`) + 2, line.length);
  }
  // Those that choose a set of characters have one more; a line break is none of them.
  if (kind === '\n') return at;
  return at + ('()*+-./#% '.includes(kind) ? 2 : 1);
}

function readSequence(text: string, at: number, screen: Screen): number {
  control.lastIndex = at;
  const [all = '', parameters = '', kind] = control.exec(text) ?? [];
  const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
  if (kind === 'm') screen.restyle(parameters);
  else if (kind === 'K') screen.erase(parameters);
  else if (kind === 'A' || kind === 'B') screen.climb(kind === 'A' ? -count : count);
  else if (kind === 'C' || kind === 'D') screen.moveBy(kind === 'C' ? count : -count);
  else if (kind === 'G') screen.moveTo(count - 1);
  return at + all.length;
}

/** Lines, and the place in them where the next text goes. */
class Screen {
  readonly #lines: Stretch[][] = [[]];
  #row = 0;
  #column = 0;
  /** Of the line of the row. */
  #width = 0;
  #look = plainLook;

  /** All lines; a line break at the end begins none. */
  get shown(): readonly OutputLine[] {
    return this.#lines.at(-1)?.length === 0 ? this.#lines.slice(0, -1) : this.#lines;
  }

  write(text: string): void {
    if (this.#column < this.#width && this.#width > longestOverwritten) this.#moveToRow(this.#lines.length);
    const { line } = this;
    const written = { text, look: this.#look };
    if (this.#column > this.#width) append(line, { text: ' '.repeat(this.#column - this.#width), look: plainLook });
    if (this.#column >= this.#width) append(line, written);
    else this.line = [...cut(line, 0, this.#column), written, ...cut(line, this.#column + text.length)];
    this.#column += text.length;
    this.#width = Math.max(this.#width, this.#column);
  }

  breakLine(): void {
    this.#moveToRow(this.#row + 1);
  }

  moveTo(column: number): void {
    this.#column = Math.max(0, Math.min(column, Math.max(mostColumns, this.#width)));
  }

  moveBy(columns: number): void {
    this.moveTo(this.#column + columns);
  }

  climb(rows: number): void {
    const column = this.#column;
    this.#moveToRow(Math.max(0, Math.min(this.#row + rows, this.#lines.length - 1)));
    this.moveTo(column);
  }

  /** To the end of the line, or with `1` from its beginning, or with `2` all of it. */
  erase(part: string): void {
    if (part === '2') this.line = [];
    else if (part !== '1') this.line = cut(this.line, 0, this.#column);
    else {
      const erased = { text: ' '.repeat(this.#column + 1), look: plainLook };
      this.line = [erased, ...cut(this.line, this.#column + 1)];
    }
  }

  restyle(parameters: string): void {
    this.#look = changedLook(this.#look, parameters);
  }

  get line(): Stretch[] {
    return (this.#lines[this.#row] ??= []);
  }

  set line(line: Stretch[]) {
    this.#lines[this.#row] = line;
    this.#width = lengthOf(line);
  }

  #moveToRow(row: number): void {
    this.#row = row;
    this.#column = 0;
    this.#width = lengthOf(this.line);
  }
}

function append(line: Stretch[], { text, look }: Stretch): void {
  const last = line.at(-1);
  if (last?.look === look) line[line.length - 1] = { text: last.text + text, look };
  else line.push({ text, look });
}

function cut(line: readonly Stretch[], start: number, end = Number.POSITIVE_INFINITY): Stretch[] {
  const kept: Stretch[] = [];
  let at = 0;
  for (const { text, look } of line) {
    const piece = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (piece) kept.push({ text: piece, look });
    at += text.length;
  }
  return kept;
}

function lengthOf(line: readonly Stretch[]): number {
  return line.reduce((sum, { text }) => sum + text.length, 0);
}

function indexOrEnd(text: string, sought: string, from = 0): number {
  const at = text.indexOf(sought, from);
  return at < 0 ? text.length : at;
}
