import type OpenAI from 'openai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Message, MessageContent, MessageContentDelta } from 'openai/resources/beta/threads/messages';
import { safeFilename } from '../../files/safe-filename.ts';
import type { RunMapper } from './map/run-mapper.ts';

/** The names of files, of which messages have only the ids. */
export class FileNames {
  readonly #client: OpenAI;
  readonly #names = new Map<string, Promise<string>>();

  constructor(client: OpenAI) {
    this.#client = client;
  }

  /** Tells the mapper the names of the files that an event speaks of. */
  async tell(event: AssistantStreamEvent, mapper: RunMapper, signal: AbortSignal): Promise<void> {
    const content =
      event.event === 'thread.message.delta'
        ? event.data.delta.content
        : event.event === 'thread.message.completed' || event.event === 'thread.message.incomplete'
          ? event.data.content
          : undefined;
    if (content) await this.#tellOf(content, mapper, signal);
  }

  /** The same for a message as it is kept. */
  tellMessage({ content }: Message, mapper: RunMapper, signal: AbortSignal): Promise<void> {
    return this.#tellOf(content, mapper, signal);
  }

  /** A file that is gone has no name any more. */
  of(fileId: string, signal: AbortSignal): Promise<string> {
    const known = this.#names.get(fileId);
    if (known) return known;
    const asked = this.#client.files.retrieve(fileId, { signal }).then(
      ({ filename }) => safeFilename(filename),
      () => 'file',
    );
    this.#names.set(fileId, asked);
    return asked;
  }

  async #tellOf(
    content: readonly (MessageContent | MessageContentDelta)[],
    mapper: RunMapper,
    signal: AbortSignal,
  ): Promise<void> {
    for (const fileId of mapper.unnamed(content.flatMap(fileIdsIn))) {
      mapper.nameFile(fileId, await this.of(fileId, signal));
    }
  }
}

function fileIdsIn(part: MessageContent | MessageContentDelta): string[] {
  if (part.type === 'image_file') return part.image_file?.file_id ? [part.image_file.file_id] : [];
  const annotations = part.type === 'text' ? (part.text?.annotations ?? []) : [];
  return annotations.flatMap((annotation) => {
    const place = annotation.type === 'file_citation' ? annotation.file_citation : annotation.file_path;
    return place?.file_id ? [place.file_id] : [];
  });
}
