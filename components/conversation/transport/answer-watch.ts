/** Ends a call whose answer does not come: a line may be dead without anybody having said so. */
export class AnswerWatch {
  /** For `fetch`: also ends the call when its caller does, then and later. */
  readonly signal: AbortSignal;
  readonly #late = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param longest in milliseconds; Infinity to wait for ever */
  constructor(caller: AbortSignal | undefined, longest: number) {
    this.signal = AbortSignal.any([this.#late.signal, ...(caller ? [caller] : [])]);
    if (longest !== Infinity) this.#timer = setTimeout(() => this.#late.abort(), longest);
  }

  /** True where the answer did not come. */
  get isOver(): boolean {
    return this.#late.signal.aborted;
  }

  /** The answer is there. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
