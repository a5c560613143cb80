import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../store.ts';

interface Description {
  id: string;
  name: string;
  type: string;
}

/** Copies of files in a folder, two files for each: its bytes, and what it is called. */
export function folderFileStore(folder: string): FileStore {
  // Ids come from a service; as names of files they could lead anywhere.
  const pathOf = (id: string) => join(folder, createHash('sha256').update(id).digest('hex'));

  return {
    async put(id, file) {
      await mkdir(folder, { recursive: true });
      const path = pathOf(id);
      const { name, type } = file;
      await writeWhole(path, new Uint8Array(await file.arrayBuffer()));
      // The description last: where it stands, the bytes do too.
      await writeWhole(`${path}.json`, JSON.stringify({ id, name, type } satisfies Description));
    },
    async get(id) {
      const path = pathOf(id);
      try {
        const { name, type } = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Description;
        return new File([await readFile(path)], name, { type });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async delete(id) {
      const path = pathOf(id);
      await rm(`${path}.json`, { force: true });
      await rm(path, { force: true });
    },
  };
}

async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  // Two writers of the same file must not share the unfinished one.
  const unfinished = `${path}.${randomUUID()}.new`;
  await writeFile(unfinished, data);
  await rename(unfinished, path);
}
