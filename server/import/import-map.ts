import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { ImportedFile } from './imported-files.ts';

export interface ImportedThread {
  conversation: string;
  title: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
  /** By the ids they had. */
  files: Record<string, ImportedFile>;
  messages: Record<string, string>;
  /** What could not be carried over: of which message, run or file, and why. */
  lost: { of: string; what: string }[];
  isDone: boolean;
}

interface MapFile {
  version: 1;
  threads: Record<string, ImportedThread>;
}

/** What has become of each thread, as JSON in a file: for whoever moves users over, and for the next run, which goes on from it. */
export class ImportMap {
  readonly #path: string;
  readonly #content: MapFile;

  private constructor(path: string, content: MapFile) {
    this.#path = path;
    this.#content = content;
  }

  /** @throws {Error} where the file is something else */
  static async open(path: string): Promise<ImportMap> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return new ImportMap(path, { version: 1, threads: {} });
    }
    try {
      const content = JSON.parse(text) as MapFile;
      if (content.version === 1 && typeof content.threads === 'object') return new ImportMap(path, content);
    } catch {
      // Said below.
    }
    throw new Error(`${path} is no map of an import; name another file by --map.`);
  }

  thread(id: string): ImportedThread | undefined {
    return this.#content.threads[id];
  }

  /** Keeps how far it is with a thread, all or nothing. */
  async keep(id: string, thread: ImportedThread): Promise<void> {
    this.#content.threads[id] = thread;
    const unfinished = `${this.#path}.${randomUUID()}.new`;
    await writeFile(unfinished, `${JSON.stringify(this.#content, null, 2)}\n`);
    await rename(unfinished, this.#path);
  }
}
