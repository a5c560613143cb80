/** Watches how long the page leaves its reader waiting: the time between frames, and tasks of more than 50 ms. */
export class FrameWatch {
  /** Milliseconds between one frame and the next. */
  readonly gaps: number[] = [];
  longTasks = 0;
  #last: number | undefined;
  #isOn = false;

  start(): void {
    this.#isOn = true;
    new PerformanceObserver((list) => (this.longTasks += list.getEntries().length)).observe({ type: 'longtask' });
    requestAnimationFrame(this.#handleFrame);
  }

  stop(): void {
    this.#isOn = false;
  }

  readonly #handleFrame = (time: number): void => {
    if (this.#last !== undefined) this.gaps.push(time - this.#last);
    this.#last = time;
    if (this.#isOn) requestAnimationFrame(this.#handleFrame);
  };
}
