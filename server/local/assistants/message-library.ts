import type { Message } from 'openai/resources/beta/threads/messages';
import type { FileLibrary } from '../files/file-library.ts';
import type { Stamp } from '../stamp.ts';
import type { NewMessage } from './read-message.ts';
import type { ThreadLibrary } from './thread-library.ts';
import type { ToolResourceReader } from './tool-resources.ts';

/** Adds messages to threads, with the files they bring. */
export class MessageLibrary {
  readonly #threads: ThreadLibrary;
  readonly #files: FileLibrary;
  readonly #resources: ToolResourceReader;
  readonly #stamp: Stamp;

  constructor(threads: ThreadLibrary, files: FileLibrary, resources: ToolResourceReader, stamp: Stamp) {
    this.#threads = threads;
    this.#files = files;
    this.#resources = resources;
    this.#stamp = stamp;
  }

  /** Files that a message brings are the thread's from then on. @throws {ApiError} 404 for an unknown file */
  async add(threadId: string, given: NewMessage): Promise<Message> {
    const messages = await this.#threads.messages(threadId);
    for (const part of given.content) if (part.type === 'image_file') await this.#files.get(part.image_file.file_id);
    for (const { file_id = '' } of given.attachments ?? []) await this.#files.get(file_id);
    for (const { file_id = '', tools = [] } of given.attachments ?? []) {
      const { tool_resources } = await this.#threads.get(threadId);
      const types = tools.map(({ type }) => type);
      const joined = await this.#resources.join(tool_resources ?? {}, file_id, types, threadId);
      await this.#threads.change(threadId, { tool_resources: joined });
    }
    const message: Message = { ...newMessage(this.#stamp, threadId), ...given };
    await messages.put(message);
    return message;
  }
}

/** A message before anything is in it. */
export function newMessage(stamp: Stamp, threadId: string): Message {
  return {
    id: stamp.id('msg_'),
    object: 'thread.message',
    created_at: stamp.seconds(),
    assistant_id: null,
    thread_id: threadId,
    run_id: null,
    role: 'user',
    status: 'completed',
    incomplete_details: null,
    incomplete_at: null,
    completed_at: stamp.seconds(),
    content: [],
    attachments: [],
    metadata: {},
  };
}
