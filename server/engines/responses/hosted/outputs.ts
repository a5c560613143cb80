import type OpenAI from 'openai';
import { AssistantError } from '../../../assistant-error.ts';
import type { EngineContext, FileRecord } from '../../../engine.ts';
import { mediaTypeOf } from '../../../files/media-type.ts';
import type { Place } from '../../../access/names.ts';
import { safeFilename } from '../../../files/safe-filename.ts';
import type { FileSource } from '../file-keeper.ts';
import type { FileContent } from '../../../store.ts';
import { rejectGone } from '../../upstream/upstream-error.ts';
import { upstreamFile } from '../../upstream/upstream-file.ts';

/** Beyond this, in bytes, a file that code has written is not fetched. */
const largest = 256 * 1024 * 1024;

/** Files that code has written into its container, for as long as that lives. */
export class Outputs implements FileSource {
  readonly #client: OpenAI;

  constructor(client: OpenAI) {
    this.#client = client;
  }

  async read(place: Place, { signal }: EngineContext): Promise<FileRecord> {
    const { files } = this.#client.containers;
    const params = { container_id: place.parent ?? '' };
    const { path, bytes } = await files.retrieve(place.id, params, { signal }).catch(rejectGone);
    const filename = nameIn(path, place);
    // The service does not tell the size, whatever its types say.
    return { place, filename, mediaType: mediaTypeOf(filename), bytes: bytes ?? null, status: 'ready' };
  }

  async content(place: Place, context: EngineContext): Promise<FileContent> {
    const { signal } = context;
    const { content } = this.#client.containers.files;
    const params = { container_id: place.parent ?? '' };
    const [{ filename, mediaType }, response] = await Promise.all([
      this.read(place, context),
      content.retrieve(place.id, params, { signal }).catch(rejectGone),
    ]);
    return upstreamFile(response, { name: filename, type: mediaType }, largest);
  }

  text(): Promise<string> {
    return Promise.reject(new AssistantError('not_found'));
  }

  async delete(place: Place, { signal }: EngineContext): Promise<void> {
    const { files } = this.#client.containers;
    await files.delete(place.id, { container_id: place.parent ?? '' }, { signal }).catch(rejectGone);
  }
}

/** An image that was shown rather than saved is called by its id. */
function nameIn(path: string, { id }: Place): string {
  const name = safeFilename(path);
  return name.includes(id) ? name.replace(id, 'image') : name;
}
