import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodeRunner } from '../code-runner.ts';
import { PythonHost } from '../python/index.ts';
import type { LentFile } from './lent-file.ts';

export interface CodeInterpreterOptions {
  /** The folder to keep a cache in, which may be deleted at any time; one of the system's when left out. */
  folder?: string;
  /** Runs Python; by default CPython in a locked-down process, where the package `pyodide` is installed. */
  python?: CodeRunner;
}

export interface CodeRunResult {
  logs: string;
  hasRun: boolean;
  files: readonly { name: string; bytes: Uint8Array }[];
  images: readonly { mediaType: string; bytes: Uint8Array }[];
}

export interface CodeInterpreter {
  run(
    code: string,
    place: { session: string; files: readonly LentFile[] },
    signal: AbortSignal,
  ): Promise<CodeRunResult>;
  /** Ends all Python; nothing that runs it is left when this resolves. */
  close(): Promise<void>;
}

/** The code interpreter of the local service, for models elsewhere. Variables live as long as the session's process does. */
export function codeInterpreter(options: CodeInterpreterOptions = {}): CodeInterpreter {
  const { folder = join(tmpdir(), 'assistant-kit'), python = new PythonHost({ dataFolder: join(folder, 'python') }) } =
    options;
  return {
    async run(code, { session: id, files }, signal) {
      const session = python.session(id);
      for (const { name, bytes } of files) await session.write(name, await bytes());
      const { logs, error, files: written, shown } = await session.run(code, { signal });
      return { logs, hasRun: error === undefined, files: written, images: shown };
    },
    close: () => python.close(),
  };
}
