import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopyParts } from '../store.ts';

/** After what time of rest the parts of an upload are given up, in milliseconds. */
const forgottenMs = 24 * 60 * 60_000;

/**
 * Parts of copies, a folder for each upload and a file for each part.
 * @param keep takes what has been joined, a file that it may move, as the copy under that id
 */
export function folderCopyParts(
  folder: string,
  keep: (id: string, path: string, file: { name: string; type: string }) => Promise<void>,
): CopyParts {
  const folderOf = (copy: string) => join(folder, copy);

  return {
    async begin() {
      await forgetOld(folder);
      const copy = crypto.randomUUID();
      await mkdir(folderOf(copy), { recursive: true });
      return copy;
    },
    async put(copy, number, part) {
      const name = String(number);
      // Whole or not at all, for the same part may be on its way twice.
      const unfinished = join(folderOf(copy), `${name}.${crypto.randomUUID()}`);
      await writeFile(unfinished, part);
      await rename(unfinished, join(folderOf(copy), name));
      return name;
    },
    async join(copy, parts, id, file) {
      const there = new Set(await readdir(folderOf(copy)).catch(() => []));
      if (parts.every((name) => there.has(name))) {
        const whole = join(folderOf(copy), `whole.${crypto.randomUUID()}`);
        await joinFiles(
          parts.map((name) => join(folderOf(copy), name)),
          whole,
        );
        await keep(id, whole, file);
      }
      await rm(folderOf(copy), { recursive: true, force: true });
    },
    drop: (copy) => rm(folderOf(copy), { recursive: true, force: true }),
  };
}

/** With one buffer for all of them: memory that is taken anew for each piece is given back late. */
async function joinFiles(paths: readonly string[], whole: string): Promise<void> {
  const buffer = new Uint8Array(256 * 1024);
  const target = await open(whole, 'wx');
  try {
    for (const path of paths) {
      const source = await open(path);
      try {
        for (;;) {
          const { bytesRead } = await source.read(buffer);
          if (bytesRead === 0) break;
          await target.writeFile(buffer.subarray(0, bytesRead));
        }
      } finally {
        await source.close();
      }
    }
  } finally {
    await target.close();
  }
}

/** Nobody says when an upload is given up for good. */
async function forgetOld(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const changed = await stat(path).catch(() => undefined);
    if (changed && Date.now() - changed.mtimeMs > forgottenMs) await rm(path, { recursive: true, force: true });
  }
}
