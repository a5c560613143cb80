import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Less was not seen to pass: what was read on at once had run before. In seconds. */
const leastSeen = 0.1;

/** Tells how long a step has been under way, as far as this page has seen it pass; nobody else writes it down. */
export class StepClock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #since: number | undefined;
  #until: number | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** To be called whenever that may have changed; what has ended once does not begin again. */
  follow(isUnderWay: boolean): void {
    if (isUnderWay) this.#since ??= performance.now();
    else if (this.#since !== undefined) this.#until ??= performance.now();
    this.#wind();
  }

  /** Whole seconds while it is under way, and from ten on; undefined where nothing was seen. */
  get seconds(): number | undefined {
    if (this.#since === undefined) return undefined;
    const seconds = ((this.#until ?? performance.now()) - this.#since) / 1000;
    if (this.#until === undefined) return Math.floor(seconds);
    if (seconds < leastSeen) return undefined;
    return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  }

  hostConnected(): void {
    this.#wind();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #wind(): void {
    if (this.#since === undefined || this.#until !== undefined) this.#stop();
    else this.#tick ??= setInterval(() => this.#host.requestUpdate(), 1000);
  }

  #stop(): void {
    clearInterval(this.#tick);
    this.#tick = undefined;
  }
}
