import { randomBytes } from 'node:crypto';

/** Gives new things their id and their time. */
export class Stamp {
  readonly #now: () => number;
  #last = 0;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Seconds since the epoch, the unit of every `created_at` of this API. */
  seconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  /** Milliseconds since the epoch. */
  milliseconds(): number {
    return this.#now();
  }

  /** An id nobody can guess; ids made later sort after it, which is how lists know their order without a second field. */
  id(prefix: string): string {
    this.#last = Math.max(this.#last + 1, this.#now() * 16);
    return `${prefix}${this.#last.toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;
  }
}

/** By this things of different kinds sort in the order they were made: an id without the word for what it names. */
export function madeOrder(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}
