import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InTurn } from '../in-turn.ts';
import type { Transcripts } from '../store.ts';

const lineEnd = 0x0a;

/** Transcripts as files of a folder, one for each thread and a line for each item, so that an answer costs what is new. */
export class FolderTranscripts implements Transcripts {
  readonly #folder: string;
  /** Lines that are written at the same time would mix. */
  readonly #writing = new InTurn();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(threadId: string): Promise<readonly string[]> {
    await this.#writing.settled(threadId);
    const text = await readFile(this.#pathOf(threadId), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    // What stands behind the last line end is half an item, left by a crash.
    return text.split('\n').slice(0, -1);
  }

  append(threadId: string, items: readonly string[]): Promise<void> {
    return this.#writing.run(threadId, async () => {
      await mkdir(this.#folder, { recursive: true });
      const file = await open(this.#pathOf(threadId), 'a+');
      try {
        await dropHalf(file);
        // JSON has no line breaks of its own.
        await file.appendFile(items.map((item) => `${item}\n`).join(''));
      } finally {
        await file.close();
      }
    });
  }

  async cut(threadId: string, length: number): Promise<void> {
    const kept = (await this.read(threadId)).slice(0, length);
    const path = this.#pathOf(threadId);
    await this.#writing.run(threadId, async () => {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${path}.new`, kept.map((item) => `${item}\n`).join(''));
      // A crash leaves the old file or the new one, never half of one.
      await rename(`${path}.new`, path);
    });
  }

  delete(threadId: string): Promise<void> {
    return this.#writing.run(threadId, () => rm(this.#pathOf(threadId), { force: true }));
  }

  #pathOf(threadId: string): string {
    // Ids may come from anywhere; as names of files they could lead anywhere.
    return join(this.#folder, `${createHash('sha256').update(threadId).digest('hex')}.jsonl`);
  }
}

/** An item that a crash has cut would make the next one unreadable too. */
async function dropHalf(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
  if (size === 0 || buffer[0] === lineEnd) return;
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  await file.truncate(bytes.lastIndexOf(lineEnd) + 1);
}
