import type { FileStore } from '../store.ts';

export interface MemoryFileStoreOptions {
  /** Most bytes that are kept; the files that were not read for longest go first. */
  maxBytes?: number;
}

/** Copies of files in the memory of this process, 128 MiB of them by default. */
export function memoryFileStore({ maxBytes = 128 * 1024 * 1024 }: MemoryFileStoreOptions = {}): FileStore {
  const files = new Map<string, File>();
  let bytes = 0;

  const remove = (id: string) => {
    bytes -= files.get(id)?.size ?? 0;
    files.delete(id);
  };

  return {
    put: async (id, file) => {
      remove(id);
      if (file.size > maxBytes) return;
      // A copy: the file may be backed by the request it came with.
      const copy = new File([await file.arrayBuffer()], file.name, { type: file.type });
      files.set(id, copy);
      bytes += copy.size;
      for (const oldest of files.keys()) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
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
  };
}
