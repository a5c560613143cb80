import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../store.ts';
import { folderCopyParts } from './folder-copy-parts.ts';

interface Description {
  id: string;
  name: string;
  type: string;
}

/** Copies of files in a folder, two files for each: its bytes, and what it is called. Files are read as they are needed, never whole. */
export function folderFileStore(folder: string): FileStore {
  // Ids come from a service; as names of files they could lead anywhere.
  const pathOf = (id: string) => join(folder, createHash('sha256').update(id).digest('hex'));
  // The description last: where it stands, the bytes do too.
  const describe = (id: string, { name, type }: { name: string; type: string }) =>
    writeWhole(`${pathOf(id)}.json`, JSON.stringify({ id, name, type } satisfies Description));

  return {
    async put(id, file) {
      await mkdir(folder, { recursive: true });
      await writeWhole(pathOf(id), file.stream());
      await describe(id, file);
    },
    async get(id) {
      const path = pathOf(id);
      try {
        const { name, type } = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Description;
        const [bytes, { mtimeMs }] = await Promise.all([openAsBlob(path), stat(path)]);
        return new File([bytes], name, { type, lastModified: Math.floor(mtimeMs) });
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async delete(id) {
      const path = pathOf(id);
      await rm(`${path}.json`, { force: true });
      await rm(path, { force: true });
    },
    parts: folderCopyParts(join(folder, 'parts'), async (id, path, file) => {
      await rename(path, pathOf(id));
      await describe(id, file);
    }),
  };
}

/** A file to be read as a blob is missing with a code of its own. */
function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ERR_INVALID_ARG_VALUE';
}

async function writeWhole(path: string, data: string | ReadableStream<Uint8Array>): Promise<void> {
  // Two writers of the same file must not share the unfinished one.
  const unfinished = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(unfinished, data);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
