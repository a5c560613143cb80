/** As many files as are taken out of folders: a whole disk may have been dropped. */
const mostFiles = 1000;

const names = new Intl.Collator(undefined, { numeric: true });

/**
 * The files among entries and in the folders among them, in the order of their names, at most 1,000. Hidden files of folders are
 * left out: nobody means them. So is what cannot be read.
 */
export async function filesWithin(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const found: File[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file) found.push(file);
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await collect(child, found);
}

/** In the order of their names: browsers give them in that of the disk, which is none. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  // A reader gives a part at a time, and nothing when all was given.
  for (let part = await readPart(reader); part.length > 0; part = await readPart(reader)) {
    children.push(...part.filter(({ name }) => !name.startsWith('.')));
    if (children.length >= mostFiles) break;
  }
  return children.sort((one, other) => names.compare(one.name, other.name));
}

function readPart(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}
