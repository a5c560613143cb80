import { performance } from 'node:perf_hooks';

/** The most that the clock goes on in one turn of the event loop, in milliseconds. */
const longestStep = 1;
/** The same where nothing has happened meanwhile, so that all there are wait. */
const idleStep = 25;

/** What `setTimeout` gives back in Node, as far as Node's own `fetch` uses it. */
class Timer {
  at = 0;
  readonly isRepeated: boolean;
  readonly call: () => void;
  /** Sets it going again from now. */
  readonly refresh: () => this;

  constructor(isRepeated: boolean, call: () => void, start: (timer: Timer) => void) {
    this.isRepeated = isRepeated;
    this.call = call;
    this.refresh = () => {
      start(this);
      return this;
    };
    start(this);
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/**
 * Takes the place of the clock and the timers of this process, and goes on only as fast as the process itself does: on a machine
 * that has no time for us nothing is late, and a second of patience is a second in which something could have come.
 */
export class SteadyClock {
  readonly #real = { setTimeout, clearTimeout, setInterval, clearInterval };
  readonly #realNow = Date.now;
  readonly #realTimeout = AbortSignal.timeout;
  readonly #timers = new Set<Timer>();
  readonly #begunAt = Date.now();
  #now = 0;
  #lastTurn = performance.now();
  #lastUse = performance.eventLoopUtilization();
  #idleTurns = 0;
  #isStopped = false;

  /** From now on; until `stop`. */
  constructor() {
    const begin = (isRepeated: boolean, call: (...given: unknown[]) => void, ms: number, given: unknown[]): Timer => {
      const delay = Math.max(1, Number(ms) || 0);
      return new Timer(
        isRepeated,
        () => call(...given),
        (timer) => {
          timer.at = this.#now + delay;
          this.#timers.add(timer);
        },
      );
    };
    const end = (timer: Timer): void => void this.#timers.delete(timer);
    Object.assign(globalThis, {
      setTimeout: (call: () => void, ms = 0, ...given: unknown[]) => begin(false, call, ms, given),
      setInterval: (call: () => void, ms = 0, ...given: unknown[]) => begin(true, call, ms, given),
      clearTimeout: end,
      clearInterval: end,
    });
    Date.now = () => this.#begunAt + Math.floor(this.#now);
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('It took too long.', 'TimeoutError')), ms);
      return controller.signal;
    };
    this.#turn();
  }

  /** Gives the process its own clock back. */
  stop(): void {
    this.#isStopped = true;
    Object.assign(globalThis, this.#real);
    Date.now = this.#realNow;
    AbortSignal.timeout = this.#realTimeout;
  }

  #turn(): void {
    if (this.#isStopped) return;
    const turn = performance.now();
    const utilization = performance.eventLoopUtilization(this.#lastUse).utilization;
    this.#lastUse = performance.eventLoopUtilization();
    this.#idleTurns = utilization < 0.3 ? this.#idleTurns + 1 : 0;
    this.#now += this.#idleTurns > 2 ? idleStep : Math.min(turn - this.#lastTurn, longestStep);
    this.#lastTurn = turn;
    const due = [...this.#timers].filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at);
    for (const timer of due) {
      if (!this.#timers.has(timer)) continue;
      this.#timers.delete(timer);
      if (timer.isRepeated) timer.refresh();
      timer.call();
    }
    this.#real.setTimeout(() => this.#turn(), 1);
  }
}
