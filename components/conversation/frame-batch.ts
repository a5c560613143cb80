/** Above this many requests per frame, a stream counts as fast. */
const fastRequests = 2;
/** How long a fast stream is collected, in milliseconds: reads as fluent, costs a third less than every frame. */
const fastCadence = 50;
/** A hidden page gets no frames; then this many milliseconds have to do. */
const hiddenCadence = 200;

/** Gathers many small changes into one call per animation frame, or every 50 ms while they come fast. */
export class FrameBatch {
  readonly #flush: () => void;
  #requests = 0;
  #isFast = false;
  #cancel: (() => void) | undefined;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  request(): void {
    this.#requests++;
    this.#cancel ??= this.#isFast ? onTimeout(fastCadence, this.#run) : onFrame(this.#run);
  }

  /** Calls now what is due, if anything is. */
  flush(): void {
    if (this.#cancel) this.#run();
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #run = (): void => {
    this.cancel();
    this.#isFast = this.#requests > fastRequests;
    this.#requests = 0;
    this.#flush();
  };
}

function onFrame(callback: () => void): () => void {
  if (!('requestAnimationFrame' in globalThis)) return onTimeout(16, callback);
  // Both are asked for: the page may be hidden after the frame was.
  const frame = requestAnimationFrame(callback);
  const cancelTimeout = onTimeout(hiddenCadence, callback);
  return () => {
    cancelAnimationFrame(frame);
    cancelTimeout();
  };
}

function onTimeout(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}
