import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Disk } from './disk.ts';
import { lockFolder } from './folder-lock.ts';

/** Keeps everything as plain files under one folder, which the user may delete while nothing runs. */
export class FolderDisk implements Disk {
  readonly #folder: string;
  #lock: Promise<() => Promise<void>> | undefined;
  #closed = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes the folder for this process. Everything else does it by itself; this is for those who want to know early. */
  async open(): Promise<void> {
    // Whoever comes late must not take the folder once more, and leave its lock behind.
    if (this.#closed) throw new Error(`The folder ${this.#folder} was let go.`);
    this.#lock ??= lockFolder(this.#folder);
    await this.#lock;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    await this.open();
    return ifThere(readFile(join(this.#folder, path)));
  }

  async *pieces(path: string): AsyncGenerator<Uint8Array, void, void> {
    await this.open();
    const file = await ifThere(open(join(this.#folder, path)));
    if (!file) return;
    // One buffer for all: memory that is taken anew for each piece is given back late.
    const buffer = new Uint8Array(256 * 1024);
    try {
      for (;;) {
        const { bytesRead } = await file.read(buffer);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  write(path: string, bytes: Uint8Array): Promise<void> {
    return this.#writeWhole(path, (temporary) => writeFile(temporary, bytes));
  }

  join(path: string, pieces: readonly string[]): Promise<void> {
    return this.#writeWhole(path, async (temporary) => {
      const whole = await open(temporary, 'wx');
      try {
        for (const each of pieces) for await (const piece of this.pieces(each)) await whole.writeFile(piece);
      } finally {
        await whole.close();
      }
    });
  }

  async remove(path: string): Promise<void> {
    await this.open();
    await rm(join(this.#folder, path), { recursive: true, force: true });
  }

  async names(folder: string): Promise<string[]> {
    await this.open();
    return (await ifThere(readdir(join(this.#folder, folder)))) ?? [];
  }

  async close(): Promise<void> {
    this.#closed = true;
    // A folder that could not be taken needs no letting go.
    const release = await this.#lock?.catch(() => undefined);
    await release?.();
  }

  async #writeWhole(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
    await this.open();
    const target = join(this.#folder, path);
    const temporary = `${target}.${randomBytes(6).toString('hex')}.part`;
    await mkdir(dirname(target), { recursive: true });
    try {
      await write(temporary);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
