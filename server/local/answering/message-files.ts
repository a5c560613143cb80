import { createHash } from 'node:crypto';
import { invalid } from '../api-error.ts';
import type { FileLibrary } from '../files/file-library.ts';
import { isInputMessage, type Item } from '../items/item.ts';

/** A file that came with a message. */
export interface MessageFile {
  id: string;
  filename: string;
  content: () => Promise<Uint8Array>;
  /** The bytes came in the message itself; nothing has that id in the library. */
  inline: boolean;
}

/**
 * The files of `input_file` parts, oldest first, each once. A file behind a URL is left out: this service fetches nothing.
 * @param fresh the items that this request brought; a file of an older one may have been deleted since
 * @throws {ApiError} 404 for an unknown id
 */
export async function messageFiles(
  items: readonly Item[],
  files: FileLibrary,
  fresh: ReadonlySet<Item>,
): Promise<MessageFile[]> {
  const found = new Map<string, MessageFile>();
  const parts = items.filter(isInputMessage).flatMap((item) => item.content.map((part) => ({ item, part })));
  for (const { item, part } of parts) {
    if (part.type !== 'input_file') continue;
    if (part.file_id) {
      const file = fresh.has(item) ? await files.get(part.file_id) : await files.find(part.file_id);
      if (!file) continue;
      found.set(file.id, { id: file.id, filename: file.filename, content: () => files.content(file), inline: false });
    } else if (part.file_data) {
      const bytes = decodeData(part.file_data);
      const id = `inline-${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}`;
      found.set(id, { id, filename: part.filename ?? 'file', content: async () => bytes, inline: true });
    }
  }
  return [...found.values()];
}

/** Base64, with or without the `data:` before it. */
function decodeData(data: string): Uint8Array {
  const base64 = /^data:[^,]*;base64,(.*)$/s.exec(data)?.[1] ?? data;
  if (!/^[\w+/\s-]*={0,2}\s*$/.test(base64)) throw invalid("Invalid 'file_data': expected base64.", 'input');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
