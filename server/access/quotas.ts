import { AssistantError } from '../assistant-error.ts';
import type { Limits } from '../limits.ts';
import type { Store } from '../store.ts';
import type { Visit } from './visit.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Counts what costs money, in the store: processes that share one share the limits. A store that fails lets nobody pass, because
 * a limit that is off when it is needed is none.
 */
export class Quotas {
  readonly #store: Store;
  readonly #limits: Limits;
  readonly #now: () => number;

  constructor(store: Store, limits: Limits, now: () => number) {
    this.#store = store;
    this.#limits = limits;
    this.#now = now;
  }

  /** @throws {AssistantError} `rate_limited`, `daily_limit`, or `quota_exceeded` where everybody together has had enough */
  async countTurn({ countedAs }: Visit): Promise<void> {
    const { turnsPerMinute, turnsPerDay, allTurnsPerDay } = this.#limits;
    const minute = countedAs.map((name) => this.#isOver(`turns:${name}`, turnsPerMinute, minuteMs));
    // One after the other: what is refused here costs nothing, so it is not counted there.
    if ((await Promise.all(minute)).includes(true)) throw new AssistantError('rate_limited', { retryAfter: 60 });
    const now = this.#now();
    const today = Math.floor(now / dayMs);
    const retryAfter = Math.ceil(((today + 1) * dayMs - now) / 1000);
    const day = countedAs.map((name) => this.#isOver(`turns:${today}:${name}`, turnsPerDay, dayMs));
    if ((await Promise.all(day)).includes(true)) throw new AssistantError('daily_limit', { retryAfter });
    if (await this.#isOver(`turns:${today}`, allTurnsPerDay, dayMs)) {
      throw new AssistantError('quota_exceeded', { retryAfter });
    }
  }

  /** @throws {AssistantError} `rate_limited` */
  async countFile({ countedAs }: Visit): Promise<void> {
    const counts = countedAs.map((name) => this.#isOver(`files:${name}`, this.#limits.filesPerMinute, minuteMs));
    if (!(await Promise.all(counts)).includes(true)) return;
    const message = 'Too many files at once. Wait a minute and try again.';
    throw new AssistantError('rate_limited', { message, retryAfter: 60 });
  }

  async #isOver(key: string, limit: number, windowMs: number): Promise<boolean> {
    return limit > 0 && (await this.#store.hit(key, windowMs)) > limit;
  }
}
