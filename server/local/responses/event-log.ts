import type { ResponseStreamEvent } from 'openai/resources/responses/responses';

/** The events of one response, for any number of readers, each at its own pace. */
export class EventLog {
  readonly #events: ResponseStreamEvent[];
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(events: readonly ResponseStreamEvent[] = []) {
    this.#events = [...events];
  }

  get events(): readonly ResponseStreamEvent[] {
    return this.#events;
  }

  append(event: ResponseStreamEvent): void {
    this.#events.push(event);
    this.#wake();
  }

  /** No event comes any more. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** The event with that number, when it is there; undefined when it will never be. */
  async at(number: number): Promise<ResponseStreamEvent | undefined> {
    while (this.#events.length <= number && !this.#closed) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.#events[number];
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
