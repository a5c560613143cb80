const tab = 9;
const space = 32;

/** A line being read: how far its containers have taken it, counted in code units and in columns (a tab reaches to the next multiple of four). */
export class Line {
  readonly text: string;
  /** Where the line begins in the source. */
  readonly start: number;
  position = 0;
  /** Where the first character stands that is neither space nor tab. */
  nonspace = 0;
  /** Columns between `position` and `nonspace`. */
  indent = 0;
  blank = false;
  #column = 0;
  #nonspaceColumn = 0;
  /** Columns of the tab at `position` that a container has not taken. */
  #restOfTab = 0;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
    this.#findNonspace();
    this.#measure();
  }

  get indented(): boolean {
    return this.indent >= 4;
  }

  get column(): number {
    return this.#column;
  }

  /** The line from its first character that is neither space nor tab. */
  get rest(): string {
    return this.text.slice(this.nonspace);
  }

  /** Source offset of a place in this line. */
  offset(position: number): number {
    return this.start + position;
  }

  get end(): number {
    return this.start + this.text.length;
  }

  /** Finds the next character that is neither space nor tab, unless it is known. */
  #measure(): void {
    if (this.position > this.nonspace) this.#findNonspace();
    this.indent = this.#nonspaceColumn - this.#column;
    this.blank = this.nonspace >= this.text.length;
  }

  #findNonspace(): void {
    let position = this.position;
    let column = this.#column;
    for (; position < this.text.length; position++) {
      const code = this.text.charCodeAt(position);
      if (code === space) column++;
      else if (code === tab) column += 4 - (column % 4);
      else break;
    }
    this.nonspace = position;
    this.#nonspaceColumn = column;
  }

  toNonspace(): void {
    this.position = this.nonspace;
    this.#column = this.#nonspaceColumn;
    this.#restOfTab = 0;
    this.indent = 0;
  }

  toEnd(): void {
    this.position = this.text.length;
    this.#measure();
  }

  /** Goes on by characters none of which is a tab. */
  skip(count: number): void {
    this.position += count;
    this.#column += count;
    this.#restOfTab = 0;
    this.#measure();
  }

  /** Goes on by columns of spaces and tabs, as far as there are any. */
  skipColumns(count: number): void {
    while (count > 0 && this.position < this.text.length) {
      const code = this.text.charCodeAt(this.position);
      if (code !== tab && code !== space) break;
      const width = code === tab ? 4 - (this.#column % 4) : 1;
      const taken = Math.min(width, count);
      this.#column += taken;
      this.#restOfTab = width - taken;
      if (taken === width) this.position++;
      count -= taken;
    }
    this.#measure();
  }

  /** Takes the one space that may follow a marker. */
  skipOptionalSpace(): void {
    this.skipColumns(1);
  }

  save(): LinePlace {
    return { position: this.position, column: this.#column, restOfTab: this.#restOfTab };
  }

  restore(place: LinePlace): void {
    this.position = place.position;
    this.#column = place.column;
    this.#restOfTab = place.restOfTab;
    this.#measure();
  }

  /** What is left of the line, for a leaf block. */
  take(): { start: number; text: string; padding: number } {
    const padding = this.#restOfTab;
    const from = this.position + (padding > 0 ? 1 : 0);
    return { start: this.offset(from), text: this.text.slice(from), padding };
  }
}

export interface LinePlace {
  readonly position: number;
  readonly column: number;
  readonly restOfTab: number;
}
