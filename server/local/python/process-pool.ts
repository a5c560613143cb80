import type { PyodideFolder } from './pyodide-folder.ts';
import { PythonProcess } from './python-process.ts';
import { SnapshotCache } from './snapshot-cache.ts';

/** Who works with a process of the pool. */
export interface ProcessHolder {
  /** While it is, its process is not taken from it. */
  readonly busy: boolean;
  /** Gives its process back to be ended. */
  release(): Promise<void>;
}

export interface PoolOptions {
  pyodide: PyodideFolder;
  dataFolder: string;
  maxSessions: number;
  memoryMiB: number;
  idleMs: number;
}

export type PoolStatus = 'cold' | 'starting' | 'ready' | 'failed';

/** The processes: at most `maxSessions` with a holder, and one spare that waits for the next. */
export class ProcessPool {
  /** Every process that has not ended, and whether cells can run in it. */
  #processes = new Map<PythonProcess, 'starting' | 'ready'>();
  #spare: PythonProcess | undefined;
  #spareTimer: NodeJS.Timeout | undefined;
  /** The least recently used first. */
  #holders = new Set<ProcessHolder>();
  #waiting: (() => void)[] = [];
  #options: PoolOptions;
  #snapshots: SnapshotCache;
  #failed = false;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#snapshots = new SnapshotCache(options.dataFolder, options.pyodide);
  }

  get status(): PoolStatus {
    const states = [...this.#processes.values()];
    if (states.includes('ready')) return 'ready';
    if (states.includes('starting')) return 'starting';
    return this.#failed ? 'failed' : 'cold';
  }

  get processIds(): number[] {
    return [...this.#processes.keys()].flatMap((process) => process.pid ?? []);
  }

  /** Starts a spare in the background, unless one waits. */
  warm(): void {
    if (this.#closed) return;
    if (!this.#spare?.alive) this.#spare = this.#start();
    clearTimeout(this.#spareTimer);
    this.#spareTimer = setTimeout(() => void this.#takeSpare()?.kill(), this.#options.idleMs).unref();
  }

  /** A started process for the holder; waits while as many as may be are at work. Throws where Python does not start. */
  async acquire(holder: ProcessHolder, signal: AbortSignal | undefined): Promise<PythonProcess> {
    while (!this.#holders.has(holder) && this.#holders.size >= this.#options.maxSessions) {
      const unused = [...this.#holders].find(({ busy }) => !busy);
      if (unused) await unused.release();
      else await this.#change(signal);
      signal?.throwIfAborted();
    }
    this.used(holder);
    try {
      const process = this.#takeSpare() ?? this.#start();
      // A snapshot may be what the first one failed on; it has been dropped then.
      return await process.started().catch(() => this.#start().started());
    } catch (error) {
      this.left(holder);
      throw error;
    }
  }

  /** The holder is at work. */
  used(holder: ProcessHolder): void {
    this.#holders.delete(holder);
    this.#holders.add(holder);
  }

  /** The holder has ended its work, for now: who waits may take its place, else a spare gets ready for whoever comes next. */
  rests(): void {
    const room = this.#waiting.length === 0 && this.#holders.size < this.#options.maxSessions;
    // Two cold starts at once would take each other's time.
    if (room && !this.#failed) void this.#snapshots.settled().then(() => this.warm());
    this.#notify();
  }

  /** The holder has no process any more. */
  left(holder: ProcessHolder): void {
    this.#holders.delete(holder);
    this.#notify();
  }

  /** Ends every process and waits until they are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#spareTimer);
    await Promise.all([...[...this.#processes.keys()].map((process) => process.kill()), this.#snapshots.close()]);
    this.#notify();
  }

  #start(): PythonProcess {
    if (this.#closed) throw new Error('Python has been closed.');
    const { pyodide, memoryMiB } = this.#options;
    const snapshot = this.#snapshots.file;
    const process = new PythonProcess({ pyodide, memoryMiB, snapshot });
    this.#processes.set(process, 'starting');
    void process.exited.then(() => this.#processes.delete(process));
    void this.#watchStart(process, snapshot);
    return process;
  }

  async #watchStart(process: PythonProcess, snapshot: string | undefined): Promise<void> {
    try {
      await process.started();
      if (process.alive) this.#processes.set(process, 'ready');
      this.#failed = false;
      if (!snapshot && !this.#closed) this.#snapshots.make(this.#options.memoryMiB);
    } catch {
      if (process.discarded) return;
      this.#failed = true;
      if (snapshot) this.#snapshots.drop();
    }
  }

  #takeSpare(): PythonProcess | undefined {
    const spare = this.#spare?.alive ? this.#spare : undefined;
    this.#spare = undefined;
    clearTimeout(this.#spareTimer);
    return spare;
  }

  #change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #notify(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
