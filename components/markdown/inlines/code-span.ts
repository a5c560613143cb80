/** The backtick strings of a text, found once, so that each search for a closing one costs next to nothing. */
export class BacktickRuns {
  readonly #text: string;
  readonly #end: number;
  /** By length: where the runs begin, the last one first. */
  #starts: Map<number, number[]> | undefined;

  /** Runs that reach `end` are left out: they may still grow. */
  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  /** Where the first run of this length begins at or behind `from`, which only grows; -1 for none. */
  find(length: number, from: number): number {
    this.#starts ??= this.#index(from);
    const starts = this.#starts.get(length) ?? [];
    for (let start = starts.at(-1); start !== undefined; start = starts.at(-1)) {
      if (start >= from) return start;
      starts.pop();
    }
    return -1;
  }

  #index(from: number): Map<number, number[]> {
    const starts = new Map<number, number[]>();
    for (const { 0: run, index } of [...this.#text.slice(from).matchAll(/`+/g)].toReversed()) {
      if (from + index + run.length >= this.#end) continue;
      const known = starts.get(run.length);
      if (known) known.push(from + index);
      else starts.set(run.length, [from + index]);
    }
    return starts;
  }
}

/** A code span loses one space on either side, unless it is nothing but space. */
export function stripCodeSpan(text: string, from: number, to: number): { from: number; to: number } {
  const isPadded = isSpace(text[from]) && isSpace(text[to - 1]) && to - from > 1;
  return isPadded && /[^ \n]/.test(text.slice(from, to)) ? { from: from + 1, to: to - 1 } : { from, to };
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n';
}
