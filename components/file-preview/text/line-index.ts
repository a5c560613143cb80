/** A longer line is drawn as several: laying out one of megabytes would stop the page. In UTF-16 code units. */
const longestPiece = 2000;

/** As many lines as are drawn together. */
export const groupLines = 200;

/** A line of a text, or a piece of a very long one. */
export interface LinePiece {
  /** From 1; undefined for what continues the piece before. */
  readonly number: number | undefined;
  readonly start: number;
  readonly text: string;
}

/** Where the lines of a text are, in groups that are read when they come into view. */
export class LineIndex {
  readonly lines: number;
  readonly #text: string;
  /** The offset at which each group begins, and the number of its first line. */
  readonly #groups: { start: number; line: number; end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
    let line = 1;
    for (let start = 0; start < text.length;) {
      const group = { start, line, end: start };
      for (let count = 0; count < groupLines && group.end < text.length; count++) {
        const next = lineEnd(text, group.end) + 1;
        // A group of very long lines holds fewer of them.
        if (count > 0 && next - start > groupLines * longestPiece) break;
        group.end = next;
        line++;
      }
      this.#groups.push(group);
      start = group.end;
    }
    this.lines = line - 1;
  }

  get groups(): number {
    return this.#groups.length;
  }

  /** How many lines stand in a group. */
  linesIn(group: number): number {
    const next = this.#groups[group + 1]?.line ?? this.lines + 1;
    return next - (this.#groups[group]?.line ?? next);
  }

  /** The group that holds an offset. */
  groupAt(offset: number): number {
    const after = this.#groups.findIndex(({ start }) => start > offset);
    return after < 0 ? Math.max(0, this.#groups.length - 1) : after - 1;
  }

  /** What is drawn of a group. */
  pieces(group: number): LinePiece[] {
    const { start = 0, end = 0, line = 1 } = this.#groups[group] ?? {};
    const pieces: LinePiece[] = [];
    let number = line;
    for (let at = start; at < Math.min(end, this.#text.length); number++) {
      const last = lineEnd(this.#text, at);
      pieces.push(...piecesOf(this.#text, at, last, number));
      at = last + 1;
    }
    return pieces;
  }
}

function piecesOf(text: string, start: number, end: number, number: number): LinePiece[] {
  if (end - start <= longestPiece) return [{ number, start, text: text.slice(start, end) }];
  const pieces: LinePiece[] = [];
  for (let at = start; at < end;) {
    const cut = Math.min(at + longestPiece, end);
    // Not between the halves of a character.
    const next = (text.codePointAt(cut - 1) ?? 0) > 0xffff ? cut - 1 : cut;
    pieces.push({ number: at === start ? number : undefined, start: at, text: text.slice(at, next) });
    at = next;
  }
  return pieces;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
