import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { ExpiredError, OutputLimitError, RunFailure } from './endings.ts';
import { pieces } from './pieces.ts';

export interface PenOptions {
  signal: AbortSignal;
  /** Milliseconds before each piece of text. */
  pace: number;
  maxTokens: number | null;
  fault: Fault;
  /** How many events there have been, which is what faults go by. */
  eventCount: () => number;
}

/** Writes text piece by piece, as long as it may. */
export class Pen {
  /** Tokens written so far. */
  tokens = 0;
  readonly signal: AbortSignal;
  readonly #options: PenOptions;

  constructor(options: PenOptions) {
    this.#options = options;
    this.signal = options.signal;
  }

  /**
   * Streams a text piece by piece and gives back what of it was written: less than the whole where the token limit came first.
   * @param speed how many times faster than the pace
   */
  async write(text: string, send: (delta: string) => void, speed = 1): Promise<string> {
    const { pace } = this.#options;
    let written = '';
    for (const piece of pieces(text)) {
      if (this.#isFull()) break;
      if (pace > 0) await pause(pace / speed, undefined, { signal: this.signal });
      this.check();
      this.tokens++;
      written += piece;
      send(piece);
    }
    return written;
  }

  /** @throws {Error} the reason why nothing more may be written */
  check(): void {
    const { fault, eventCount } = this.#options;
    this.signal.throwIfAborted();
    const count = eventCount();
    if (count >= (fault['fail-after'] ?? Infinity))
      throw new RunFailure('The response failed, as the request asked for.');
    if (count >= (fault['expire-after'] ?? Infinity)) {
      throw new ExpiredError('The response expired, as the request asked for.');
    }
  }

  /** @throws {OutputLimitError} where there is no room for anything more */
  checkRoom(): void {
    this.check();
    if (this.#isFull()) throw new OutputLimitError();
  }

  #isFull(): boolean {
    const { maxTokens, fault, eventCount } = this.#options;
    return this.tokens >= (maxTokens ?? Infinity) || eventCount() >= (fault['incomplete-after'] ?? Infinity);
  }
}
