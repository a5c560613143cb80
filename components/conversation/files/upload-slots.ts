import { abortable } from '../transport/retry-delay.ts';

/** Lets so many pieces of work run at a time; the others wait in the order in which they came. */
export class UploadSlots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      this.#free++;
      this.#waiting.shift()?.();
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    while (this.#free === 0) {
      let wake = (): void => undefined;
      const free = new Promise<void>((resolve) => (wake = resolve));
      this.#waiting.push(wake);
      try {
        await abortable(free, signal);
      } catch (error) {
        const place = this.#waiting.indexOf(wake);
        // One that was woken and does not want to run any more wakes the next.
        if (place < 0) this.#waiting.shift()?.();
        else this.#waiting.splice(place, 1);
        throw error;
      }
    }
    signal.throwIfAborted();
    this.#free--;
  }
}
