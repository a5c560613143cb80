import type { Place } from '../../access/names.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileRecord } from '../../engine.ts';
import type { StoredFile } from '../../store.ts';

type Stored = Pick<EngineContext, 'files'>;

/** Files that are with the adapter alone: no service can be asked for them again. */
export const adapterFiles = {
  async read(place: Place, { files }: Stored): Promise<FileRecord> {
    const { name: filename, type: mediaType, size: bytes } = await storedFile(place.id, files);
    return { place, filename, mediaType, bytes, status: 'ready' };
  },

  content({ id }: Place, { files }: Stored): Promise<StoredFile> {
    return storedFile(id, files);
  },

  text(): Promise<string> {
    return Promise.reject(new AssistantError('not_found'));
  },

  delete({ id }: Place, { files }: Stored): Promise<void> {
    return files.delete(id);
  },
};

/** @throws {AssistantError} `file_gone` */
export async function storedFile(id: string, files: EngineContext['files']): Promise<StoredFile> {
  const file = await files.get(id);
  if (!file) throw new AssistantError('file_gone');
  return file;
}
