import { ObjectLog } from './object-log.ts';
import type { ObjectPart } from './object-part.ts';
import type { ObjectState, ObjectStorage } from './object-state.ts';
import { ObjectThreads } from './object-threads.ts';
import { ObjectTranscript } from './object-transcript.ts';
import { ObjectValue } from './object-value.ts';

const parts: Readonly<Record<string, new (storage: ObjectStorage) => ObjectPart>> = {
  value: ObjectValue,
  log: ObjectLog,
  threads: ObjectThreads,
  transcript: ObjectTranscript,
};

/** A Durable Object that is one value, the log of one run, the list of one owner's threads, or the transcript of one thread. */
export class AssistantStore {
  readonly #storage: ObjectStorage;
  #part: ObjectPart | undefined;

  constructor({ storage }: ObjectState) {
    this.#storage = storage;
  }

  /** Only the Worker itself can call it. */
  async fetch(request: Request): Promise<Response> {
    const [kind = '', operation = ''] = new URL(request.url).pathname.slice(1).split('/');
    const Part = parts[kind];
    if (!Part) return new Response(null, { status: 404 });
    const given = (await request.json()) as never;
    this.#part ??= new Part(this.#storage);
    return Response.json((await this.#part.answer(operation, given)) ?? null);
  }

  /** What was used since has set the alarm anew. */
  async alarm(): Promise<void> {
    this.#part = undefined;
    await this.#storage.deleteAll();
  }
}
