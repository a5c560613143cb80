import type OpenAI from 'openai';
import { AssistantError } from '../../../assistant-error.ts';
import type { EngineContext, FileRecord } from '../../../engine.ts';
import type { Place } from '../../../access/names.ts';
import type { FileSource } from '../file-keeper.ts';
import { imageFile } from '../keep-image.ts';
import { imageExtension } from '../map/image-item.ts';
import type { UpstreamItem } from '../map/item-mapper.ts';
import { rejectGone } from '../../upstream/upstream-error.ts';

/** Images that the model has drawn: they are in the conversation, as items of their own. */
export class Drawings implements FileSource {
  readonly #client: OpenAI;

  constructor(client: OpenAI) {
    this.#client = client;
  }

  async read(place: Place, context: EngineContext): Promise<FileRecord> {
    const { name: filename, type: mediaType, size: bytes } = await this.content(place, context);
    return { place, filename, mediaType, bytes, status: 'ready' };
  }

  async content({ id, parent = '' }: Place, { signal }: EngineContext): Promise<File> {
    const { items } = this.#client.conversations;
    const item = await items.retrieve(id, { conversation_id: parent }, { signal }).catch(rejectGone);
    if (item.type !== 'image_generation_call') throw new AssistantError('file_gone');
    const drawing = item as Extract<UpstreamItem, { type: 'image_generation_call' }>;
    const file = imageFile(drawing.result, imageExtension(drawing));
    if (!file) throw new AssistantError('file_gone');
    return file;
  }

  text(): Promise<string> {
    return Promise.reject(new AssistantError('not_found'));
  }

  /** It goes with its message. */
  delete(): Promise<void> {
    return Promise.reject(new AssistantError('not_supported'));
  }
}
