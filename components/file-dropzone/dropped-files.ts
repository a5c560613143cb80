/** As many files as are taken out of folders: a whole disk may have been dropped. */
const mostFiles = 1000;

/**
 * The files of a drop, those inside folders too, at most `limit` of them. Hidden files of folders are left out: nobody means them.
 * Has to be called while the event is handled; the data is gone afterwards.
 */
export async function droppedFiles({ items, files }: DataTransfer, limit = mostFiles): Promise<File[]> {
  const plain = [...files];
  const entries = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  // Without a folder the list of files says all, and says it also where entries are not supported.
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain.slice(0, limit);
  const found: File[] = [];
  for (const entry of entries) await collect(entry, found, limit);
  return found;
}

async function collect(entry: FileSystemEntry, found: File[], limit: number): Promise<void> {
  if (found.length >= limit) return;
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file) found.push(file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a part at a time, and nothing when all was given.
  for (let part = await readPart(reader); part.length > 0 && found.length < limit; part = await readPart(reader)) {
    for (const child of part) if (!child.name.startsWith('.')) await collect(child, found, limit);
  }
}

function readPart(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}
