import type { FileRejection } from './file-rejection.ts';

/** Why the file cannot be taken, as far as only its bytes tell: it cannot be read, or it is one of the others under whatever name. */
export async function inspectFile(file: File, others: readonly File[]): Promise<FileRejection | undefined> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    return { file, reason: 'unreadable' };
  }
  for (const other of others) {
    if (other.size === file.size && (await isSame(file, other))) return { file, reason: 'duplicate', equals: other };
  }
  return undefined;
}

/** What cannot be found out, as when the other has gone meanwhile, is no reason to refuse a file. */
async function isSame(file: File, other: File): Promise<boolean> {
  try {
    const { fileDigest } = await import('./file-digest.ts');
    return (await fileDigest(other)) === (await fileDigest(file));
  } catch {
    return false;
  }
}
