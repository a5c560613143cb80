/** Watches how long a page leaves its reader waiting for the next frame. */
export class FrameWatch {
  #longest = 0;
  #last: number | undefined;
  #isOn = false;

  start(): void {
    this.#isOn = true;
    requestAnimationFrame(this.#handleFrame);
  }

  /** @returns the longest time between one frame and the next, in milliseconds. */
  stop(): number {
    this.#isOn = false;
    return this.#longest;
  }

  readonly #handleFrame = (time: number): void => {
    this.#longest = Math.max(this.#longest, time - (this.#last ?? time));
    this.#last = time;
    if (this.#isOn) requestAnimationFrame(this.#handleFrame);
  };
}
