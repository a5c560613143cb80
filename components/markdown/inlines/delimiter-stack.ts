import type { DelimiterRun } from './delimiter-run.ts';

/** The delimiter runs that have no partner yet, after the specification's `process emphasis`. */
export class DelimiterStack {
  #first: DelimiterRun | null = null;
  #last: DelimiterRun | null = null;

  get last(): DelimiterRun | null {
    return this.#last;
  }

  push(run: DelimiterRun): void {
    run.active = true;
    run.previous = this.#last;
    if (this.#last) this.#last.next = run;
    else this.#first = run;
    this.#last = run;
  }

  /** Finds partners for the runs above `bottom`. What is left above it can only open. */
  pair(bottom: DelimiterRun | null): void {
    // For each kind of closer, below which no opener was found: what makes this linear.
    const bounds = new Map<string, number>();
    let closer = bottom ? bottom.next : this.#first;
    while (closer) {
      if (!closer.canClose) {
        closer = closer.next;
        continue;
      }
      const kind = kindOf(closer);
      const opener = findOpener(closer, bounds.get(kind) ?? bottom?.from ?? -1);
      if (opener) {
        closer = this.#join(opener, closer);
        continue;
      }
      bounds.set(kind, closer.previous?.from ?? -1);
      const { next }: DelimiterRun = closer;
      if (!closer.canOpen) this.#remove(closer);
      closer = next;
    }
  }

  /** Forgets the runs above `bottom`: they are within a link that is complete. */
  cut(bottom: DelimiterRun | null): void {
    for (let run = bottom ? bottom.next : this.#first; run; run = run.next) run.active = false;
    if (bottom) bottom.next = null;
    else this.#first = null;
    this.#last = bottom;
  }

  /** The run to go on with. */
  #join(opener: DelimiterRun, closer: DelimiterRun): DelimiterRun | null {
    const length = closer.character === '~' ? closer.count : Math.min(2, opener.count, closer.count);
    opener.count -= length;
    closer.count -= length;
    opener.opens.push(length);
    closer.closes.push(length);
    while (closer.previous && closer.previous !== opener) this.#remove(closer.previous);
    if (opener.count === 0) this.#remove(opener);
    if (closer.count > 0) return closer;
    const { next } = closer;
    this.#remove(closer);
    return next;
  }

  #remove(run: DelimiterRun): void {
    run.active = false;
    if (run.previous) run.previous.next = run.next;
    else this.#first = run.next;
    if (run.next) run.next.previous = run.previous;
    else this.#last = run.previous;
  }
}

function findOpener(closer: DelimiterRun, bound: number): DelimiterRun | null {
  for (let opener = closer.previous; opener && opener.from > bound; opener = opener.previous)
    if (isPair(opener, closer)) return opener;
  return null;
}

function isPair(opener: DelimiterRun, closer: DelimiterRun): boolean {
  if (opener.character !== closer.character || !opener.canOpen) return false;
  if (closer.character === '~') return opener.count === closer.count;
  const isAmbiguous = closer.canOpen || opener.canClose;
  const [first, second] = [lengthOf(opener), lengthOf(closer)];
  return !isAmbiguous || (first + second) % 3 !== 0 || (first % 3 === 0 && second % 3 === 0);
}

function kindOf({ character, canOpen, from, to, count }: DelimiterRun): string {
  return character === '~' ? `~${count}` : `${character}${canOpen}${(to - from) % 3}`;
}

function lengthOf(run: DelimiterRun): number {
  return run.to - run.from;
}
