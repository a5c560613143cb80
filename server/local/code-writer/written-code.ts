import type { PythonResult } from '../python/index.ts';

/** A file the code can read at `/mnt/data/<name>`. */
export interface InputFile {
  id: string;
  name: string;
  bytes: Uint8Array;
}

/** Python written for a question. */
export interface WrittenCode {
  kind: 'given' | 'equation' | 'arithmetic' | 'table';
  code: string;
  /** The answer in markdown, from what the code printed and saved; files are linked as `[name](sandbox:/mnt/data/name)`. */
  answer(result: PythonResult): string;
}
