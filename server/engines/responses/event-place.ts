import type { UpstreamEvent } from './map/item-mapper.ts';

/** How far a response has been read, by the numbers that the service gives its events: dense, from 0. */
export class EventPlace {
  responseId: string | undefined;
  /** Number of the last event; -1 before the first. */
  last = -1;
  #hasRead = false;
  /** The last event before a gap, which is being looked at once more. */
  #gapAfter: number | undefined;
  /** The service itself leaves numbers out: then a gap says nothing. */
  #isLoose = false;

  constructor(responseId: string | undefined) {
    this.responseId = responseId;
  }

  /** Where events are not counted nobody can say what comes next, and all of it again would be said twice. */
  get canBeReadOn(): boolean {
    return this.responseId !== undefined && (this.last >= 0 || !this.#hasRead);
  }

  /** @param canReread others may be missing before an event; where they cannot be read again, it is taken as it comes */
  read(event: UpstreamEvent, canReread: boolean): 'next' | 'seen' | 'gap' {
    if ('response' in event) this.responseId = event.response.id;
    // Not every service counts.
    const sequence = event.sequence_number as number | undefined;
    if (sequence !== undefined && sequence <= this.last) return 'seen';
    if (sequence !== undefined && sequence > this.last + 1 && canReread && this.canBeReadOn && !this.#isLoose) {
      this.#isLoose = this.#gapAfter === this.last;
      this.#gapAfter = this.last;
      if (!this.#isLoose) return 'gap';
    }
    this.last = sequence ?? this.last;
    this.#hasRead = true;
    return 'next';
  }
}
