import { AssistantError } from '../assistant-error.ts';
import type { Store } from '../store.ts';
import { howEnded } from './ended-elsewhere.ts';
import type { Run, RunStart } from './run.ts';

/** How long it is known which run a turn has come to. */
const keepMs = 24 * 60 * 60_000;
const begun = 'begun ';

/** Takes every turn once: a double click, or a request that is sent again, gets the run that the first one began. */
export class Once {
  readonly #store: Store;
  readonly #beginning = new Map<string, Promise<RunStart>>();
  /** Runs of this process, until it is settled whether their turn may be taken once more. */
  readonly #running = new Map<string, { run: Run; settled: Promise<void> }>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws {AssistantError} whatever keeps the run from beginning, after which the turn can be taken again */
  take(turn: string, begin: () => Promise<Run>): Promise<RunStart> {
    const beginning = this.#beginning.get(turn) ?? this.#take(turn, begin).finally(() => this.#beginning.delete(turn));
    this.#beginning.set(turn, beginning);
    return beginning;
  }

  async #take(turn: string, begin: () => Promise<Run>): Promise<RunStart> {
    const running = this.#running.get(turn);
    if (running?.run.isEnding) await running.settled;
    const token = `${begun}${crypto.randomUUID()}`;
    // No longer taken than the process lives that begins it.
    const { leaseMs } = this.#store.log;
    const standing = await this.#store.claim(turn, token, leaseMs);
    if (standing !== token && (await howEnded(standing, this.#store)) === 'lost') {
      await this.#store.release(turn, standing);
      return this.#take(turn, begin);
    }
    if (standing !== token) return this.#earlier(standing);
    const renew = setInterval(() => void this.#store.bind(turn, token, leaseMs).catch(() => undefined), leaseMs / 3);
    try {
      const run = await begin();
      const start = await run.started;
      clearInterval(renew);
      await this.#store.bind(turn, start.id, keepMs);
      this.#running.set(turn, { run, settled: this.#settle(turn, run, start.id) });
      return start;
    } catch (error) {
      clearInterval(renew);
      await this.#store.release(turn, token);
      throw error;
    }
  }

  /** A turn that failed may be taken once more. */
  async #settle(turn: string, run: Run, runId: string): Promise<void> {
    await run.ended;
    // A store that cannot release now lets the turn go by itself in time.
    if (run.status === 'failed') await this.#store.release(turn, runId).catch(() => undefined);
    this.#running.delete(turn);
  }

  async #earlier(runId: string): Promise<RunStart> {
    if (runId.startsWith(begun)) throw new AssistantError('run_active');
    const { size } = await this.#store.log.state(runId);
    if (size === 0) throw new AssistantError('already_answered');
    return { id: runId, from: 0 };
  }
}
