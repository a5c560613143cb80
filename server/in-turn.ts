/** Acts that must not run at the same time: those with the same key follow one after the other. */
export class InTurn {
  /** The end of the newest act of each key. */
  readonly #ends = new Map<string, Promise<unknown>>();

  /** Runs it when those before it are over, whatever became of them. */
  run<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const before = this.#ends.get(key) ?? Promise.resolve();
    const after = before.then(act, act);
    this.#ends.set(key, after);
    const forget = () => {
      if (this.#ends.get(key) === after) this.#ends.delete(key);
    };
    after.then(forget, forget);
    return after;
  }

  /** Settles when nothing of that key is under way. */
  async settled(key: string): Promise<void> {
    await this.#ends.get(key)?.catch(() => undefined);
  }
}
