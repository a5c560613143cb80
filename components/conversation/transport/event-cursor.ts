/** What an event is to a reader: the next one, one read before, or one with others missing before it. */
export type Sequence = 'next' | 'seen' | 'gap';

/** Follows the ids `<runId>.<seq>` of a stream, dense from 0. Events of other backends have none and always count as next. */
export class EventCursor {
  /** Id of the last event read. */
  last: string | undefined;
  #run: string | undefined;
  #seq = -1;
  /** What comes next where nothing is amiss: then there is nothing to take apart. */
  #expected: string | undefined;

  constructor(last?: string) {
    if (last !== undefined) this.read(last);
  }

  read(id: string | undefined): Sequence {
    if (id === undefined) return 'next';
    if (id === this.#expected) {
      this.#moveTo(id, this.#run, this.#seq + 1);
      return 'next';
    }
    const dot = id.lastIndexOf('.');
    const seq = /^\d+$/.test(id.slice(dot + 1)) && dot > 0 ? Number(id.slice(dot + 1)) : undefined;
    const run = id.slice(0, Math.max(dot, 0));
    if (seq !== undefined && run === this.#run) {
      if (seq <= this.#seq) return 'seen';
      if (seq > this.#seq + 1) return 'gap';
    }
    this.#moveTo(id, seq === undefined ? undefined : run, seq ?? -1);
    return 'next';
  }

  /** True where the event begins a stream anew instead of reading it on; with the same run it merely repeats itself. */
  startsOver(id: string | undefined): boolean {
    return id === undefined || this.#run === undefined || !id.startsWith(`${this.#run}.`);
  }

  #moveTo(id: string, run: string | undefined, seq: number): void {
    this.last = id;
    this.#run = run;
    this.#seq = seq;
    this.#expected = run === undefined ? undefined : `${run}.${seq + 1}`;
  }
}
