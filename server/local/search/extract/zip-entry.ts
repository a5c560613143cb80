import { inflateRawSync } from 'node:zlib';

/** No document has more text than this; a small file that claims to unpack into more is a bomb. */
const maxEntryBytes = 64 * 1024 * 1024;

/**
 * The bytes of one file in a zip archive.
 * @see APPNOTE.TXT 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end)
 * @throws {Error} where the archive is damaged or lacks the file
 */
export function readZipEntry(archive: Uint8Array, name: string): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let at = view.getUint32(findDirectoryEnd(view) + 16, true);
  while (view.getUint32(at, true) === 0x02014b50) {
    const nameLength = view.getUint16(at + 28, true);
    const entryName = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    if (entryName === name) {
      const method = view.getUint16(at + 10, true);
      const size = view.getUint32(at + 20, true);
      const header = view.getUint32(at + 42, true);
      // The local header repeats name and extra field, and its extra field may be longer.
      const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
      const content = archive.subarray(start, start + size);
      return method === 0 ? content : inflateRawSync(content, { maxOutputLength: maxEntryBytes });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  throw new Error(`The archive holds no ${name}.`);
}

/** It stands last, before a comment of unknown length. */
function findDirectoryEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new Error('The file is no zip archive.');
}
