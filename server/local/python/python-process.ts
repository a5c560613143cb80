import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { encodeFrame, FrameReader, type Frame } from './frames.ts';
import { launch, type Launch } from './launch.ts';
import { largestFile, largestLog, RunRecord } from './run-record.ts';

const largestBody = 40 * 1024 * 1024;
/** A cold start takes about two seconds, on a loaded machine more than ten. */
const startTimeoutMs = 90_000;
/** The process ends an endless cell by itself; this much later it is killed. */
const graceMs = 2_000;

export interface ProcessRun {
  record: RunRecord;
  /** False where the process is gone, and its variables with it. */
  survived: boolean;
}

/** One locked-down process with Python in it, as the host sees it. */
export class PythonProcess {
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  #started: Promise<void>;
  /** Takes each frame; undefined while nothing is expected. */
  #expecting: ((frame: Frame) => void) | undefined;
  #child: ChildProcessWithoutNullStreams;
  #alive = true;
  #discarded = false;
  #complaint = '';

  constructor(options: Omit<Launch, 'task'>) {
    this.#child = launch({ ...options, task: 'run' });
    this.exited = new Promise((resolve) => {
      const gone = () => {
        this.#alive = false;
        resolve();
      };
      this.#child.once('close', gone);
      this.#child.once('error', gone);
    });
    this.#read();
    this.#started = this.#awaitReady();
    // A spare that nobody asked for may fail in silence.
    this.#started.catch(() => {});
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** True when it was ended because nobody wants it any more. */
  get discarded(): boolean {
    return this.#discarded;
  }

  /** This process once cells can run in it; rejects where Python did not start. */
  async started(): Promise<this> {
    await this.#started;
    return this;
  }

  /** Puts a file below `/mnt/data`. */
  write(path: string, bytes: Uint8Array): void {
    this.#send({ type: 'write', path }, bytes);
  }

  /** Runs one cell; nothing else may run meanwhile. */
  async run(code: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<ProcessRun> {
    const record = new RunRecord();
    const stop = () => this.#child.kill('SIGKILL');
    const done = new Promise<void>((resolve) => {
      this.#expecting = (frame) => {
        if (record.add(frame)) resolve();
      };
    });
    const started = performance.now();
    const overdue = setTimeout(stop, timeoutMs + graceMs);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    this.#send({ type: 'run', code, timeoutMs, largestFile, largestLog });
    await Promise.race([done, this.exited]);
    clearTimeout(overdue);
    signal?.removeEventListener('abort', stop);
    this.#expecting = undefined;
    const late = performance.now() - started >= timeoutMs;
    return this.#settle(record, signal?.aborted ? 'Aborted' : late ? 'Timeout' : 'Crash');
  }

  /** Ends the process at once. */
  async kill(): Promise<void> {
    this.#discarded = true;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  async #settle(record: RunRecord, cause: string): Promise<ProcessRun> {
    const name = record.failure?.name;
    if (this.#alive && name !== 'Timeout' && name !== 'Crash') return { record, survived: true };
    if (!name) record.failure = { name: cause, message: '', traceback: '' };
    await this.kill();
    return { record, survived: false };
  }

  async #awaitReady(): Promise<void> {
    const slow = setTimeout(() => this.#child.kill('SIGKILL'), startTimeoutMs);
    const ready = new Promise<boolean>((resolve) => {
      this.#expecting = ({ header }) => resolve(header['type'] === 'ready');
    });
    const started = await Promise.race([ready, this.exited.then(() => false)]);
    clearTimeout(slow);
    this.#expecting = undefined;
    if (started) return;
    this.#child.kill('SIGKILL');
    await this.exited;
    throw new Error(`Python did not start: ${this.#complaint.trim() || 'no reason was given'}`);
  }

  #read(): void {
    const frames = new FrameReader(largestBody);
    const { stdin, stdout, stderr } = this.#child;
    stdout.on('data', (bytes: Uint8Array) => {
      try {
        for (const frame of frames.read(bytes)) {
          if (!this.#expecting) throw new TypeError('The process spoke without being asked.');
          this.#expecting(frame);
        }
      } catch {
        // Nothing a sound process would send: it has been taken over, or it is broken.
        this.#child.kill('SIGKILL');
      }
    });
    stderr.on('data', (bytes: Buffer) => {
      // A fatal error of Pyodide prints its own source, one line of a megabyte.
      if (this.#complaint.length < 300)
        this.#complaint = (this.#complaint + bytes.toString('utf8', 0, 300)).slice(0, 300);
    });
    // A write to a process that has just ended is no error of its own: `exited` tells.
    stdin.on('error', () => {});
  }

  #send(header: object, body?: Uint8Array): void {
    if (this.#alive) this.#child.stdin.write(encodeFrame(header, body));
  }
}
