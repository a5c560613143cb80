/**
 * The files of a drop, those inside folders too. Has to be called while the event is handled; the data is gone afterwards.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<File[]> {
  const plain = [...files];
  const entries = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  // Without a folder the list of files says all, and says it also where entries are not supported.
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  const { filesWithin } = await import('./files-within.ts');
  return filesWithin(entries);
}
