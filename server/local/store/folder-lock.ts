import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder belongs to another process that runs. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
}

interface Owner {
  pid: number;
  /** When that process began: in a container every process may get the same id again. */
  since: number;
}

/**
 * Takes a folder for this process, so that two never write into one; gives back how to let it go. A lock whose process is gone
 * is taken over.
 * @throws {FolderInUseError}
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  const owner: Owner = { pid: process.pid, since: Math.round(performance.timeOrigin) };
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const other = await readOwner(path);
    if (other && isRunning(other, owner)) break;
    await rm(path, { force: true });
  }
  throw new FolderInUseError(
    `The folder ${folder} is in use by process ${(await readOwner(path))?.pid ?? 'unknown'}. ` +
      `Stop that process, or take another folder. If it is long gone, delete ${path}.`,
  );
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isRunning(other: Owner, self: Owner): boolean {
  if (other.pid === self.pid) return other.since === self.since;
  try {
    process.kill(other.pid, 0);
    return true;
  } catch (error) {
    // It runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
