import type { SourceLine, SourceRange } from '../block.ts';
import type { TextInline } from './inline.ts';

/** The text of a leaf block in one piece, and where each of its characters stands in the source. */
export class Content {
  readonly text: string;
  /** Where stretches begin that are continuous in the source: places in `text`, and the same places in the source. */
  readonly #positions: number[] = [];
  readonly #offsets: number[] = [];
  #segment = 0;

  private constructor(pieces: readonly { start: number; text: string }[], separator: string) {
    let text = '';
    for (const piece of pieces) {
      if (text !== '') text += separator;
      this.#positions.push(text.length);
      this.#offsets.push(piece.start);
      text += piece.text;
    }
    this.text = text;
  }

  /** The lines of a paragraph or heading, from a place within the first of them. */
  static ofLines(lines: readonly SourceLine[], column: number, suffix: string): Content {
    const pieces = lines.map(({ start, text }, n) =>
      n === 0 ? { start: start + column, text: text.slice(column) } : { start, text },
    );
    const last = pieces.at(-1);
    if (last) pieces[pieces.length - 1] = { start: last.start, text: last.text + suffix };
    return new Content(pieces, '\n');
  }

  /** A cell of a table, where `\|` is a bar, and a backslash at the end of a growing one may become half of that. */
  static ofCell({ start, text: whole }: SourceLine, growing: boolean): Content {
    const text = growing ? whole.replace(/\\$/, '') : whole;
    if (!text.includes('\\|')) return new Content([{ start, text }], '');
    const pieces: { start: number; text: string }[] = [];
    let from = 0;
    for (let bar = text.indexOf('\\|'); bar >= 0; bar = text.indexOf('\\|', bar + 2)) {
      pieces.push({ start: start + from, text: text.slice(from, bar) });
      from = bar + 1;
    }
    pieces.push({ start: start + from, text: text.slice(from) });
    return new Content(
      pieces.filter((piece) => piece.text !== ''),
      '',
    );
  }

  /** Where a character of the text stands in the source. Places asked for one after the other cost nothing to find. */
  offset(position: number): number {
    while ((this.#positions[this.#segment + 1] ?? Infinity) <= position) this.#segment++;
    while (this.#segment > 0 && (this.#positions[this.#segment] ?? 0) > position) this.#segment--;
    return (this.#offsets[this.#segment] ?? 0) + position - (this.#positions[this.#segment] ?? 0);
  }

  /** Just past a stretch of text in the source. */
  endOffset(position: number): number {
    return position === 0 ? this.offset(0) : this.offset(position - 1) + 1;
  }

  /** The range in the source of a part of the text. */
  range(from: number, to: number): SourceRange {
    return { start: this.offset(from), end: this.endOffset(to) };
  }

  /** Text in which nothing is syntax, one leaf for each stretch that is continuous in the source. */
  leaves(from: number, to: number, lineBreak: string): TextInline[] {
    const leaves: TextInline[] = [];
    for (let start = from; start < to;) {
      const isBreak = this.text[start] === '\n';
      const lineEnd = isBreak ? start + 1 : this.text.indexOf('\n', start);
      const end = Math.min(lineEnd < 0 ? to : lineEnd, this.continuousEnd(start), to);
      const value = isBreak ? lineBreak : this.text.slice(start, end);
      leaves.push({ type: 'text', value, ...this.range(start, end) });
      start = end;
    }
    return leaves;
  }

  /** How far from this place on text and source run side by side. */
  continuousEnd(position: number): number {
    this.offset(position);
    return this.#positions[this.#segment + 1] ?? this.text.length;
  }
}
