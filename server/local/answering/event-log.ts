/** The events of one answer, for any number of readers, each at its own pace. */
export class EventLog<Event> {
  readonly #events: Event[];
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(events: readonly Event[] = []) {
    this.#events = [...events];
  }

  get events(): readonly Event[] {
    return this.#events;
  }

  append(event: Event): void {
    this.#events.push(event);
    this.#wake();
  }

  /** No event comes any more. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** The event with that number, when it is there; undefined when it will never be. */
  async at(number: number): Promise<Event | undefined> {
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
