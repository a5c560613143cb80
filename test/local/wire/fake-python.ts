import type { CodeRunner } from '../../../server/local/index.ts';
import type { PythonFile, PythonResult } from '../../../server/local/python/index.ts';

export interface FakePython extends CodeRunner {
  /** The sessions there have been, with the files written into each. */
  readonly sessions: Map<string, Map<string, Uint8Array>>;
  readonly closed: string[];
}

/** A Python that runs nothing: it gives the same result for all code, and remembers what it was given. */
export function fakePython(
  result:
    | Partial<PythonResult>
    | ((code: string, files: PythonFile[], signal?: AbortSignal) => Promise<Partial<PythonResult>>) = {},
  status: CodeRunner['status'] = 'ready',
): FakePython {
  const sessions = new Map<string, Map<string, Uint8Array>>();
  const closed: string[] = [];
  return {
    sessions,
    closed,
    status,
    warm: () => undefined,
    close: async () => undefined,
    session: (id) => {
      const files = sessions.get(id) ?? new Map<string, Uint8Array>();
      sessions.set(id, files);
      return {
        write: async (name, bytes) => void files.set(name, bytes),
        run: async (code, options) => {
          const given = [...files].map(([name, bytes]) => ({ name, bytes }));
          const made = typeof result === 'function' ? await result(code, given, options?.signal) : result;
          return { logs: '', files: [], shown: [], ...made };
        },
        close: async () => void closed.push(id),
      };
    },
  };
}
