import { ProcessPool } from './process-pool.ts';
import { findPyodide, type PyodideFolder } from './pyodide-folder.ts';
import type { PythonSession } from './python-session.ts';
import { failedResult } from './read-result.ts';
import { SandboxSession } from './sandbox-session.ts';

export interface PythonOptions {
  /** Folder the host may keep its cache in; it may be deleted at any time. */
  dataFolder: string;
  /** Most sessions with a process of their own; 2 when left out. Where more are used, the one unused for longest loses its variables. */
  maxSessions?: number;
  /** Most memory Python may take in one session, in MiB; 512 when left out. Files may take half as much again. */
  memoryMiB?: number;
  /** Most time of one run, in milliseconds; 30,000 when left out. */
  timeoutMs?: number;
  /** Time after which an unused process is ended, in milliseconds; five minutes when left out. */
  idleMs?: number;
  /** Where Pyodide lies; looked for among the installed packages when left out, and `null` does without. */
  pyodide?: PyodideFolder | null;
}

/** `absent`: the optional package `pyodide` is not installed. */
export type PythonStatus = 'absent' | 'cold' | 'starting' | 'ready' | 'failed';

const absent = 'Python needs the package pyodide: run "npm install pyodide" and start again.';

/** Python in locked-down processes of its own, one for each session. */
export class PythonHost {
  #pool: ProcessPool | undefined;
  #sessions = new Map<string, SandboxSession>();
  #timeoutMs: number;
  #idleMs: number;

  constructor({
    dataFolder,
    maxSessions = 2,
    memoryMiB = 512,
    timeoutMs = 30_000,
    idleMs = 5 * 60_000,
    pyodide = findPyodide() ?? null,
  }: PythonOptions) {
    this.#timeoutMs = timeoutMs;
    this.#idleMs = idleMs;
    if (pyodide) this.#pool = new ProcessPool({ pyodide, dataFolder, maxSessions, memoryMiB, idleMs });
  }

  /** Whether Python can be had at once. */
  get status(): PythonStatus {
    return this.#pool?.status ?? 'absent';
  }

  /** The processes that are alive now. */
  get processIds(): number[] {
    return this.#pool?.processIds ?? [];
  }

  /** Starts a process in the background, so that the first run need not wait. */
  warm(): void {
    this.#pool?.warm();
  }

  /** The session of that id, made where there is none. */
  session(id: string): PythonSession {
    if (!this.#pool) return sessionWithoutPython;
    const known = this.#sessions.get(id);
    if (known) return known;
    const session = new SandboxSession({
      pool: this.#pool,
      timeoutMs: this.#timeoutMs,
      idleMs: this.#idleMs,
      onclose: () => this.#sessions.delete(id),
    });
    this.#sessions.set(id, session);
    return session;
  }

  /** Ends every session and process, and waits until they are gone. */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
    await this.#pool?.close();
  }
}

const sessionWithoutPython: PythonSession = {
  write: async () => {},
  run: async () => failedResult('Unavailable', absent),
  close: async () => {},
};
