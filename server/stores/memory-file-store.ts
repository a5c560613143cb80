import type { FileStore } from '../store.ts';

export interface MemoryFileStoreOptions {
  /** Most bytes that are kept; the files that were not read for longest go first. */
  maxBytes?: number;
  /** Largest file that is kept where it comes in parts, in bytes: one must not drive out all the others. */
  maxPartedBytes?: number;
}

/** Copies of files in the memory of this process, 128 MiB of them by default. */
export function memoryFileStore({
  maxBytes = 128 * 1024 * 1024,
  maxPartedBytes = maxBytes / 4,
}: MemoryFileStoreOptions = {}): FileStore {
  const files = new Map<string, File>();
  let bytes = 0;

  const remove = (id: string) => {
    bytes -= files.get(id)?.size ?? 0;
    files.delete(id);
  };
  const keep = (id: string, file: File) => {
    remove(id);
    files.set(id, file);
    bytes += file.size;
    for (const oldest of files.keys()) {
      if (bytes <= maxBytes) break;
      remove(oldest);
    }
  };

  return {
    put: async (id, file) => {
      const pieces = await collected(file.stream(), maxBytes);
      if (pieces) keep(id, new File(pieces, file.name, { type: file.type }));
      else remove(id);
    },
    get: async (id) => {
      const file = files.get(id);
      if (file) {
        files.delete(id);
        files.set(id, file);
      }
      return file;
    },
    delete: async (id) => remove(id),
    // Parts lie among the files, so that those of an upload that was given up go with the oldest.
    parts: {
      begin: async (size) => (size <= maxPartedBytes ? crypto.randomUUID() : undefined),
      put: async (copy, number, part) => {
        const partId = `part ${number} of ${copy}`;
        keep(partId, new File([part as Uint8Array<ArrayBuffer>], 'part'));
        return partId;
      },
      join: async (_copy, partIds, id, { name, type }) => {
        const parts = partIds.flatMap((each) => files.get(each) ?? []);
        for (const each of partIds) remove(each);
        if (parts.length === partIds.length) keep(id, new File(parts, name, { type }));
      },
      drop: async (copy) => {
        for (const id of files.keys()) if (id.endsWith(` of ${copy}`)) remove(id);
      },
    },
  };
}

/** What a stream gives, unless it is more than that; the rest is not read then. */
async function collected(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > maxBytes) return undefined;
    pieces.push(piece);
  }
  return pieces;
}
