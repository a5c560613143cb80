import type { PythonResult } from './python-result.ts';
import type { PythonSession } from './python-session.ts';

export interface PythonOptions {
  /** Folder the host may keep its cache in. */
  dataFolder: string;
  /** Most sessions with a process of their own; 2 when left out. */
  maxSessions?: number;
  /** Most memory of one session, in MiB; 512 when left out. */
  memoryMiB?: number;
  /** Most time of one run, in milliseconds; 30,000 when left out. */
  timeoutMs?: number;
  /** Time after which an unused process is ended, in milliseconds; five minutes when left out. */
  idleMs?: number;
}

/** `absent`: the optional package `pyodide` is not installed. */
export type PythonStatus = 'absent' | 'cold' | 'starting' | 'ready' | 'failed';

/** Python in locked-down processes of its own. */
export class PythonHost {
  constructor(_options: PythonOptions) {}

  /** Whether Python can be had at once. */
  get status(): PythonStatus {
    return 'absent';
  }

  /** Starts a process in the background, so that the first run need not wait. */
  warm(): void {}

  /** The session of that id, made where there is none. */
  session(_id: string): PythonSession {
    return {
      write: async () => {},
      run: async (): Promise<PythonResult> => ({
        logs: '',
        error: { name: 'Unavailable', message: 'Python is not available here.' },
        files: [],
        shown: [],
      }),
      close: async () => {},
    };
  }

  /** Ends every process. */
  async close(): Promise<void> {}
}
