import type { ProcessHolder, ProcessPool } from './process-pool.ts';
import type { ProcessRun, PythonProcess } from './python-process.ts';
import { failedResult, resultOf } from './read-result.ts';
import type { PythonResult } from './python-result.ts';
import type { PythonSession, RunOptions } from './python-session.ts';
import { largestFile } from './run-record.ts';

const longestName = 200;
const newStart =
  '(Python was started anew: the variables of earlier runs are gone, the files in /mnt/data are kept.)\n';

export interface SessionOptions {
  pool: ProcessPool;
  timeoutMs: number;
  idleMs: number;
  onclose: () => void;
}

/** A session of the host: it owns the files, and borrows a process to run in. */
export class SandboxSession implements PythonSession, ProcessHolder {
  /** By path below `/mnt/data`: what a new process is given. */
  #files = new Map<string, Uint8Array>();
  #process: PythonProcess | undefined;
  /** Variables may have been made that are no more. */
  #forgot = false;
  #hasRun = false;
  #pending = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #closed = new AbortController();
  #options: SessionOptions;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#pending > 0;
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const path = baseName(name);
      if (bytes.length > largestFile) {
        throw new RangeError(`${path} is larger than the ${largestFile / 1024 / 1024} MiB Python is given.`);
      }
      const known = this.#files.get(path);
      if (known && Buffer.compare(known, bytes) === 0) return;
      this.#files.set(path, bytes.slice());
      this.#process?.write(path, bytes);
    });
  }

  run(code: string, { signal, timeoutMs }: RunOptions = {}): Promise<PythonResult> {
    return this.#inTurn(async () => {
      const ended = AbortSignal.any(signal ? [signal, this.#closed.signal] : [this.#closed.signal]);
      if (ended.aborted) return failedResult('Aborted');
      try {
        const process = await this.#processToRunIn(ended);
        const anew = this.#forgot;
        this.#forgot = false;
        this.#hasRun = true;
        const limit = timeoutMs ?? this.#options.timeoutMs;
        const run = await process.run(code, limit, ended);
        await this.#learn(run);
        return resultOf(run.record, { limit, note: anew ? newStart : '' });
      } catch (error) {
        if (ended.aborted) return failedResult('Aborted');
        return failedResult('Unavailable', error instanceof Error ? error.message : '');
      }
    });
  }

  async release(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    this.#forgot = this.#hasRun;
    clearTimeout(this.#idle);
    this.#options.pool.left(this);
    await process?.kill();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#options.onclose();
    await this.#turn;
    await this.release();
    this.#files.clear();
  }

  /** One thing after the other, in the order they were asked for. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#pending++;
    clearTimeout(this.#idle);
    const turn = this.#turn.then(work).finally(() => {
      this.#pending--;
      if (this.busy) return;
      this.#idle = setTimeout(() => void this.release(), this.#options.idleMs).unref();
      this.#options.pool.rests();
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #processToRunIn(signal: AbortSignal): Promise<PythonProcess> {
    const { pool } = this.#options;
    if (this.#process?.alive) {
      pool.used(this);
      return this.#process;
    }
    if (this.#process) await this.release();
    const process = await pool.acquire(this, signal);
    this.#process = process;
    for (const [path, bytes] of this.#files) process.write(path, bytes);
    return process;
  }

  async #learn({ record, survived }: ProcessRun): Promise<void> {
    for (const path of record.gone) this.#files.delete(path);
    for (const [path, bytes] of record.files) this.#files.set(path, bytes);
    if (!survived) await this.release();
  }
}

function baseName(name: string): string {
  const base = name.replaceAll('\0', '').split(/[/\\]/).at(-1) ?? '';
  if (base === '' || base === '.' || base === '..') throw new TypeError(`"${name}" names no file.`);
  if (base.length > longestName) throw new RangeError(`The file name "${base.slice(0, 40)}…" is too long.`);
  return base;
}
