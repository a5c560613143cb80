// An adapter over a fake service, and the few things that tests ask of it.
import { EventDecoder, applyChunk, type Chunk, type UIMessage, type WireEvent } from '../../../protocol/index.ts';
import { assistant, responses, type AssistantOptions, type ResponsesOptions } from '../../../server/index.ts';
import type { FakeOpenAI } from './fake-openai.ts';

export const origin = 'https://app.test';

export interface HarnessOptions extends Partial<AssistantOptions> {
  responses?: Partial<Omit<ResponsesOptions, 'client' | 'baseURL' | 'apiKey'>>;
}

export class Harness {
  readonly upstream: FakeOpenAI;
  readonly app: ReturnType<typeof assistant>;
  /** What the host has been told. */
  readonly errors: unknown[] = [];
  user = 'ann';
  /** The time that addresses of files go by; it stands, so that the same run always gives the same chunks. */
  time = Date.UTC(2026, 10, 22);
  /** Breaks every streamed answer after about so many bytes. */
  cutAfter: number | undefined;

  constructor(upstream: FakeOpenAI, options: HarnessOptions = {}) {
    this.upstream = upstream;
    const { responses: engine, limits, ...rest } = options;
    this.app = assistant({
      engine: responses({
        client: upstream.client,
        model: 'test-model',
        // What a service is asked to find that out is a test of its own.
        service: { conversations: true },
        ...engine,
      }),
      secret: 'a secret of more than sixteen characters',
      authorize: (context) => context.req.header('x-user') ?? this.user,
      onError: (error) => this.errors.push(error),
      now: () => this.time,
      limits: { ...unlimited, ...limits },
      ...rest,
    });
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    return this.app.request(`${origin}${path}`, init);
  }

  /** For clients that call `fetch`. */
  readonly fetch: typeof fetch = async (input, init) => {
    const response = await this.app.request(input as string, init);
    const limit = this.cutAfter;
    if (limit === undefined || !response.body) return response;
    let length = 0;
    const cutting = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        length += bytes.length;
        if (length > limit) controller.error(new TypeError('network error'));
        else controller.enqueue(bytes);
      },
    });
    return new Response(response.body.pipeThrough(cutting), response);
  };

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  send(id: string, text: string, messageId = 'user-1', more: object = {}): Promise<Response> {
    const parts = [{ type: 'text', text }];
    return this.post('/chat', {
      id,
      trigger: 'submit-message',
      messages: [{ id: messageId, role: 'user', parts }],
      ...more,
    });
  }

  async json<Body>(path: string, init: RequestInit = {}): Promise<Body> {
    const response = await this.request(path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }
}

/** No limit of how much: most tests ask more in a minute than any person. */
export const unlimited = { turnsPerMinute: 0, turnsPerDay: 0, allTurnsPerDay: 0, runsAtOnce: 0, filesPerMinute: 0 };

/** All events of a stream. */
export async function events(response: Response): Promise<WireEvent[]> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return new EventDecoder().push(new Uint8Array(await response.arrayBuffer())).events;
}

export async function chunks(response: Response): Promise<Chunk[]> {
  return (await events(response)).map(({ chunk }) => chunk);
}

export function grow(list: readonly Chunk[]): UIMessage {
  return list.reduce<UIMessage>((grown, chunk) => applyChunk(grown, chunk), { id: '', role: 'assistant', parts: [] });
}

/** The chunks of one type. */
export function ofType<Type extends Chunk['type']>(
  list: readonly Chunk[],
  type: Type,
): Extract<Chunk, { type: Type }>[] {
  return list.filter((chunk): chunk is Extract<Chunk, { type: Type }> => chunk.type === type);
}

export function textOf(message: UIMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? (part as { text: string }).text : '')).join('');
}

/** A stream that is read piece by piece, as a page reads it. */
export class Reading {
  readonly seen: WireEvent[] = [];
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new EventDecoder();

  constructor(response: Response) {
    if (!response.ok || !response.body) throw new Error(`${response.status}`);
    this.#reader = response.body.getReader();
  }

  /** Reads on until a chunk is of the type. */
  async until(type: Chunk['type']): Promise<void> {
    while (!this.seen.some(({ chunk }) => chunk.type === type)) {
      if (!(await this.#read())) throw new Error(`The stream has no ${type}.`);
    }
  }

  /** Reads some more, or nothing where there is no more. */
  async some(): Promise<void> {
    await this.#read();
    await this.#read();
  }

  /** All chunks, once the stream has ended. */
  async all(): Promise<Chunk[]> {
    while (await this.#read());
    return this.seen.map(({ chunk }) => chunk);
  }

  /** As when the page is closed. */
  leave(): Promise<void> {
    return this.#reader.cancel();
  }

  async #read(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    if (value) this.seen.push(...this.#decoder.push(value).events);
    return !done;
  }
}
