import type { CodeToken, ReadCode, ReadCodeLine } from '../../markdown/index.ts';
import type { LineIndex, LinePiece } from './line-index.ts';

/** How long is read before the page gets its turn, in milliseconds. */
const sliceTime = 8;

/** The tokens of each piece of a group. */
export type GroupTokens = readonly (readonly CodeToken[])[];

/**
 * Reads a long code for its colours, up to where somebody looks at it: what a line means hangs on all lines before it. Reads a
 * little at a time, so that the page stays quick, and each group once more when it is looked at, for to keep all that was found
 * would take more memory than the code.
 */
export class CodeReading {
  readonly #index: LineIndex;
  readonly #readCode: ReadCode;
  readonly #give: (group: number, tokens: GroupTokens) => void;
  /** What stands at the beginning of each group that has been come to. */
  readonly #readers: ReadCodeLine[];
  readonly #wanted = new Set<number>();
  #isReading = false;

  constructor(index: LineIndex, readCode: ReadCode, give: (group: number, tokens: GroupTokens) => void) {
    this.#index = index;
    this.#readCode = readCode;
    this.#give = give;
    this.#readers = [readCode()];
  }

  /** Somebody looks at a group. */
  want(group: number): void {
    this.#wanted.add(group);
    if (!this.#isReading) void this.#read();
  }

  stop(): void {
    this.#wanted.clear();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    for (let since = performance.now(); this.#wanted.size > 0;) {
      const wanted = Math.min(...this.#wanted);
      const group = Math.min(wanted, this.#readers.length - 1);
      const reader = this.#readCode(this.#readers[group]);
      const tokens = tokensOf(this.#index.pieces(group), reader);
      this.#readers[group + 1] ??= reader;
      if (group === wanted) {
        this.#wanted.delete(group);
        this.#give(group, tokens);
      }
      if (performance.now() - since < sliceTime) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    this.#isReading = false;
  }
}

/** A line in pieces was written by no person, and is plain. */
function tokensOf(pieces: readonly LinePiece[], readLine: ReadCodeLine): GroupTokens {
  return pieces.map(({ number, text }, at) => {
    const next = pieces[at + 1];
    const isWhole = number !== undefined && (!next || next.number !== undefined);
    return isWhole ? readLine(text) : [];
  });
}
