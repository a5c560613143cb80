import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../engine.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import type { Place } from '../../access/names.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { FileContent } from '../../store.ts';
import { rejectGone, rejectUpstream } from '../upstream/upstream-error.ts';
import { upstreamFile } from '../upstream/upstream-file.ts';
import type { Services } from './services.ts';
import type { AgentsThread } from './sessions.ts';

/** Files that people have given; they come into an environment with the message that brings them. */
export class Uploads {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async add(file: File, thread: AgentsThread | undefined, { signal }: EngineContext): Promise<FileRecord> {
    const params = { file, purpose: 'user_data' as const };
    const { id } = await this.#services.client.files.create(params, { signal, maxRetries: 0 }).catch(rejectUpstream);
    return this.place(id, { filename: file.name, mediaType: file.type, bytes: file.size }, thread);
  }

  /** A file that the service has, as a file of the thread. */
  async place(id: string, facts: FileFacts, thread: AgentsThread | undefined): Promise<FileRecord> {
    return { place: thread ? { id, parent: thread.id } : { id }, ...facts, status: 'ready' };
  }

  async read(place: Place, { signal }: EngineContext): Promise<FileRecord> {
    const { filename, bytes } = await this.#services.client.files.retrieve(place.id, { signal }).catch(rejectGone);
    const name = safeFilename(filename);
    return { place, filename: name, mediaType: mediaTypeOf(name), bytes, status: 'ready' };
  }

  /** OpenAI refuses to give uploads back, other services do not. */
  async content({ id }: Place, { signal }: EngineContext): Promise<FileContent> {
    const { files } = this.#services.client;
    const { filename } = await files.retrieve(id, { signal }).catch(rejectGone);
    const response = await files.content(id, { signal }).catch(rejectGone);
    const name = safeFilename(filename);
    return upstreamFile(response, { name, type: mediaTypeOf(name) });
  }

  /** Nothing is indexed here; what is text, our own copy has. */
  text(): Promise<string> {
    return Promise.reject(new AssistantError('not_found'));
  }

  /** What is in an environment already stays there: the service removes nothing from it. */
  async delete({ id, parent }: Place, { signal }: EngineContext): Promise<void> {
    const { client, sessions } = this.#services;
    if (parent !== undefined) {
      const thread = await sessions.read(parent, signal);
      const without = (ids: readonly string[]) => ids.filter((other) => other !== id);
      await sessions.change(thread, (facts) => ({ ...facts, fileIds: without(facts.fileIds) }), signal);
    }
    await client.files.delete(id, { signal }).catch(rejectUpstream);
  }
}
