import type { PythonResult } from './python-result.ts';

export interface RunOptions {
  /** Ends the run; the result's error is then `Aborted`. */
  signal?: AbortSignal;
  /** Most time the code may take, in milliseconds; the host's `timeoutMs` when left out. */
  timeoutMs?: number;
}

/** One place where Python runs: variables and files live from run to run. */
export interface PythonSession {
  /** Puts a file where the code finds it, `/mnt/data/<name>`, unless the same bytes are there. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Runs code and says what came of it; what goes wrong is in the result, never thrown. */
  run(code: string, options?: RunOptions): Promise<PythonResult>;
  /** Ends the session and forgets its files. */
  close(): Promise<void>;
}
