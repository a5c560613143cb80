import { encodeEvent, type Chunk } from '../../protocol/index.ts';
import { AssistantError } from '../assistant-error.ts';
import { looksLikeHandle } from '../access/handles.ts';
import type { Store } from '../store.ts';
import { howEnded, noteEnd, type Ended } from './ended-elsewhere.ts';
import { holderOf, leaseKey } from './lease.ts';
import type { Remarks } from './remarks.ts';
import { keepEndedMs, Run, type RunOptions } from './run.ts';

/** How long a run that has told all may take to put things away, and how often somebody looks who waits for that, in milliseconds. */
const tidyMs = 5000;
const lookMs = 50;
/** How often the end is tried anew, because the run has told something more at the same moment. */
const tries = 20;

export interface BeginOptions extends Pick<RunOptions, 'source' | 'before' | 'replay' | 'report'> {
  /** Only reads what another process runs, so it does not take the thread. */
  isFollower?: boolean;
}

interface Lease {
  rename(runId: string): Promise<void>;
  release(): Promise<void>;
}

/** The runs this process holds, one per thread. */
export class Runs {
  readonly #store: Store;
  readonly #shape: (chunk: Chunk) => Chunk;
  readonly #held = new Map<string, { run: Run; settled: Promise<void> }>();

  constructor(store: Store, shape: (chunk: Chunk) => Chunk) {
    this.#store = store;
    this.#shape = shape;
  }

  /** The run of that thread, unless it is over or about to be. */
  get(threadId: string): Run | undefined {
    const run = this.#held.get(threadId)?.run;
    return run?.isEnding ? undefined : run;
  }

  /** What is said beside a run that this process holds; undefined for all others. */
  remarks(runId: string): Remarks | undefined {
    return [...this.#held.values()].find(({ run }) => run.id === runId)?.run.remarks;
  }

  /** The handle of the thread's run, of whichever process, as far as processes share the store. */
  async activeId(threadId: string): Promise<string | undefined> {
    const holder = await holderOf(threadId, this.#store);
    return typeof holder === 'object' ? holder.runId : undefined;
  }

  /** True while some process holds the thread for a run; one that died holds it no longer than its lease. */
  async isTaken(threadId: string): Promise<boolean> {
    return (await this.#store.get(leaseKey(threadId))) !== undefined;
  }

  /** Waits for a run that is about to end, so that its thread is as it left it. */
  async settled(threadId: string): Promise<void> {
    const held = this.#held.get(threadId);
    if (held?.run.isEnding) await held.settled;
  }

  /**
   * Begins a run, which goes on whoever listens. A follower joins the one that follows already.
   * @throws {AssistantError} `run_active` while the thread has another one
   */
  async begin(threadId: string, { isFollower = false, ...options }: BeginOptions): Promise<Run> {
    await this.settled(threadId);
    const lease = isFollower ? undefined : await this.#lease(threadId);
    const other = this.get(threadId);
    if (other && isFollower) return other;
    if (other) {
      await lease?.release();
      throw runActive(other.id);
    }
    const onRefused = (runId: string) => void this.#heed(runId, run, isFollower).catch(options.report);
    const run: Run = new Run({ ...options, onRefused, log: this.#store.log, shape: this.#shape });
    const held = { run, settled: this.#settle(threadId, run, lease).catch(options.report) };
    this.#held.set(threadId, held);
    void run.started.then(({ id }) => lease?.rename(id)).catch(() => undefined);
    return run;
  }

  /** Ends a run that this process does not hold, by the last events of its log; the process that holds it will hear of that. */
  async endElsewhere(threadId: string, runId: string, ending: readonly Chunk[], how: Ended): Promise<void> {
    const { log } = this.#store;
    for (let attempt = 0; attempt < tries; attempt++) {
      const { size, isOpen, isAbandoned } = await log.state(runId);
      if (!isOpen && !isAbandoned) return;
      await noteEnd(runId, how, this.#store);
      const events = ending.map((chunk, index) => {
        return encodeEvent({ id: `${runId}.${size + index}`, chunk: this.#shape(chunk) });
      });
      // The run may have told something more at this very moment.
      if ((await log.append(runId, size, events)) !== 'kept') continue;
      await log.close(runId, keepEndedMs);
      await this.#store.release(leaseKey(threadId), runId);
      return;
    }
  }

  /** The log takes no more from a run of this process. */
  async #heed(runId: string, run: Run, isFollower: boolean): Promise<void> {
    if ((await howEnded(runId, this.#store)) !== undefined) run.stop();
    // It was told in other words before: whoever reads shall begin anew, with what the thread has.
    else if (isFollower) await this.#store.log.close(runId, 0);
  }

  async #settle(threadId: string, run: Run, lease: Lease | undefined): Promise<void> {
    await run.ended;
    try {
      await lease?.release();
    } finally {
      if (this.#held.get(threadId)?.run === run) this.#held.delete(threadId);
    }
  }

  /** A run that has told all only puts things away, in another process; and one whose process has died holds nothing any more. */
  async #outwait(key: string, standing: string, giveUpAt: number): Promise<void> {
    const runId = looksLikeHandle(standing) ? standing : undefined;
    // A run without a name has not begun to tell.
    const { isOpen, isAbandoned } = runId ? await this.#store.log.state(runId) : { isOpen: true, isAbandoned: false };
    if (isAbandoned) await this.#store.release(key, standing);
    else if (isOpen || Date.now() >= giveUpAt) throw runActive(runId);
    else await new Promise((resolve) => setTimeout(resolve, lookMs));
  }

  async #lease(threadId: string): Promise<Lease> {
    const key = leaseKey(threadId);
    let value: string = crypto.randomUUID();
    // A thread stays taken no longer than its run counts as written when the process dies.
    const { leaseMs } = this.#store.log;
    const giveUpAt = Date.now() + tidyMs;
    for (;;) {
      const standing = await this.#store.claim(key, value, leaseMs);
      if (standing === value) break;
      await this.#outwait(key, standing, giveUpAt);
    }
    const renew = () => this.#store.bind(key, value, leaseMs).catch(() => undefined);
    const timer = setInterval(renew, leaseMs / 3);
    return {
      // From here on, whoever finds the thread taken learns by which run.
      rename: async (id) => {
        value = id;
        await renew();
      },
      release: async () => {
        clearInterval(timer);
        await this.#store.release(key, value);
      },
    };
  }
}

function runActive(runId: string | undefined): AssistantError {
  return new AssistantError('run_active', runId === undefined ? {} : { runId });
}
