// A service that speaks as much of OpenAI's API as the adapter uses, and says what a test tells it to. The real client reads it.
import { Hono } from 'hono';
import OpenAI from 'openai';
import { itemEvents, newId, type FakeEvent, type Item } from './response-events.ts';

export interface CreateParams {
  conversation?: string;
  input?: Item[];
  instructions?: string;
  tools?: Item[];
  tool_choice?: string;
  metadata?: Record<string, string>;
  [key: string]: unknown;
}

/** What a script may say: an output item, an event of its own, bytes that are no event, a wait, or how it ends. */
export type Line =
  | { item: Item }
  | { event: FakeEvent }
  | { raw: string }
  | { wait: Promise<unknown> }
  | { end: 'completed' | 'incomplete' | 'failed'; reason?: string; error?: object }
  | { cut: true };

export type Script = (params: CreateParams, count: number) => Iterable<Line>;

interface KeptResponse {
  id: string;
  params: CreateParams;
  status: string;
  frames: { text: string; sequence: number }[];
  eventCount: number;
  isDone: boolean;
  wake: Set<() => void>;
  output: Item[];
  /** What is known of it once it is over. */
  ending?: object;
}

export class FakeOpenAI {
  readonly client: OpenAI;
  /** Every call, in order. */
  readonly calls: { method: string; path: string; body?: unknown }[] = [];
  readonly creates: CreateParams[] = [];
  readonly conversations = new Map<string, { metadata: Record<string, string>; items: Item[] }>();
  readonly uploads = new Map<string, File>();
  /** Files on their way in parts. */
  readonly sessions = new Map<string, { filename: string; parts: Map<string, File>; status: string }>();
  readonly indexed = new Map<string, { fileId: string; status: string }[]>();
  readonly containerFiles = new Map<string, { path: string; bytes: Uint8Array<ArrayBuffer>; createdAt?: number }>();
  readonly responses = new Map<string, KeptResponse>();
  /** Called first for every request; an answer of its own goes out instead. */
  intercept: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined;
  script: Script;
  /** Waited for before each event of an item; without it a response is there at once. */
  pace: (() => Promise<unknown>) | undefined;
  /** The service itself, for whoever puts it behind a port. */
  readonly fetch: (request: Request) => Response | Promise<Response>;

  constructor(script: Script = () => []) {
    this.script = script;
    const app = this.#app();
    this.fetch = (request) => {
      this.#note(request);
      return app.fetch(request);
    };
    this.client = new OpenAI({
      apiKey: 'sk-test',
      baseURL: 'https://upstream.test/v1',
      maxRetries: 0,
      fetch: async (input, init) => {
        const request = new Request(input as string, { ...init, duplex: 'half' } as RequestInit);
        this.#note(request);
        const intercepted = await Promise.race([this.intercept?.(request.clone()), aborted(init?.signal)]);
        return intercepted ?? app.fetch(request);
      },
    });
  }

  /** How often something was asked for. */
  count(method: string, path: RegExp): number {
    return this.calls.filter((call) => call.method === method && path.test(call.path)).length;
  }

  /** The items of the only conversation there is. */
  get items(): Item[] {
    return [...this.conversations.values()][0]?.items ?? [];
  }

  /** What its user and the assistant have said. */
  get texts(): (string | undefined)[] {
    const said = this.items.filter(({ role }) => role === 'user' || role === 'assistant');
    return said.map(({ content }) => (content as { text?: string }[])[0]?.text);
  }

  #note({ method, url }: Request): void {
    this.calls.push({ method, path: new URL(url).pathname.replace('/v1', '') });
  }

  #app(): Hono {
    const app = new Hono().basePath('/v1');
    app.notFound((context) => context.json({ error: { message: 'not here', type: 'invalid_request_error' } }, 404));

    app.post('/conversations', async (context) => {
      const id = newId('conv_');
      const { metadata = {} } = await context.req.json<{ metadata?: Record<string, string> }>();
      this.conversations.set(id, { metadata, items: [] });
      return context.json({ id, object: 'conversation', created_at: 1_700_000_000, metadata });
    });
    app.on(['GET', 'POST', 'DELETE'], '/conversations/:id', async (context) => {
      const id = context.req.param('id');
      const conversation = this.conversations.get(id);
      if (!conversation) return context.notFound();
      if (context.req.method === 'DELETE') this.conversations.delete(id);
      if (context.req.method === 'POST') {
        conversation.metadata = (await context.req.json<{ metadata: Record<string, string> }>()).metadata;
      }
      const { metadata } = conversation;
      return context.json({ id, object: 'conversation', created_at: 1_700_000_000, metadata });
    });
    app.post('/conversations/:id/items', async (context) => {
      const conversation = this.conversations.get(context.req.param('id'));
      if (!conversation) return context.notFound();
      if (this.#isLocked(context.req.param('id'))) return context.json(locked, 400);
      const { items } = await context.req.json<{ items: Item[] }>();
      const data = items.map(kept);
      conversation.items.push(...data);
      return context.json(list(data, false));
    });
    app.get('/conversations/:id/items', (context) => {
      const conversation = this.conversations.get(context.req.param('id'));
      if (!conversation) return context.notFound();
      const { order = 'desc', after, limit = '20' } = context.req.query();
      const ordered = order === 'asc' ? conversation.items : conversation.items.toReversed();
      const start = after ? ordered.findIndex(({ id }) => id === after) + 1 : 0;
      const data = ordered.slice(start, start + Number(limit));
      return context.json(list(data, start + data.length < ordered.length));
    });
    app.on(['GET', 'DELETE'], '/conversations/:id/items/:itemId', (context) => {
      const conversation = this.conversations.get(context.req.param('id'));
      const item = conversation?.items.find(({ id }) => id === context.req.param('itemId'));
      if (!conversation || !item) return context.notFound();
      if (context.req.method === 'GET') return context.json(item);
      conversation.items = conversation.items.filter((other) => other !== item);
      return context.json({ id: context.req.param('id'), object: 'conversation', created_at: 1, metadata: {} });
    });

    app.post('/files', async (context) => {
      const file = (await context.req.formData()).get('file') as File;
      const id = newId('file-');
      this.uploads.set(id, file);
      return context.json({ id, object: 'file', filename: file.name, bytes: file.size, purpose: 'user_data' });
    });
    app.on(['GET', 'DELETE'], '/files/:id', (context) => {
      const id = context.req.param('id');
      const file = this.uploads.get(id);
      if (!file) return context.notFound();
      if (context.req.method === 'DELETE') this.uploads.delete(id);
      return context.json({ id, object: 'file', filename: file.name, bytes: file.size, deleted: true });
    });
    app.get('/files/:id/content', (context) => {
      return context.json({ error: { message: 'Not allowed to download files of purpose: user_data' } }, 400);
    });

    app.post('/uploads', async (context) => {
      const { filename } = await context.req.json<{ filename: string }>();
      const id = newId('upload_');
      this.sessions.set(id, { filename, parts: new Map(), status: 'pending' });
      return context.json({ id, object: 'upload', expires_at: Math.floor(Date.now() / 1000) + 3600 });
    });
    app.post('/uploads/:id/:action', async (context) => {
      const { id, action } = context.req.param();
      const session = this.sessions.get(id);
      if (!session) return context.notFound();
      if (session.status !== 'pending') return context.json({ error: { message: 'The upload is over.' } }, 400);
      if (action === 'parts') {
        const partId = newId('part_');
        session.parts.set(partId, (await context.req.formData()).get('data') as File);
        return context.json({ id: partId, object: 'upload.part' });
      }
      session.status = action;
      if (action === 'cancel') return context.json({ id, object: 'upload' });
      const { part_ids } = await context.req.json<{ part_ids: string[] }>();
      const file = new File(
        part_ids.map((partId) => session.parts.get(partId)!),
        session.filename,
      );
      const fileId = newId('file-');
      this.uploads.set(fileId, file);
      return context.json({ id, object: 'upload', file: { id: fileId, object: 'file', bytes: file.size } });
    });

    app.post('/vector_stores', (context) => {
      const id = newId('vs_');
      this.indexed.set(id, []);
      return context.json({ id, object: 'vector_store' });
    });
    app.delete('/vector_stores/:id', (context) => {
      this.indexed.delete(context.req.param('id'));
      return context.json({ deleted: true });
    });
    app.post('/vector_stores/:id/files', async (context) => {
      const { file_id } = await context.req.json<{ file_id: string }>();
      if (this.uploads.get(file_id)?.name.endsWith('.csv')) {
        return context.json({ error: { message: 'unsupported', code: 'unsupported_file' } }, 400);
      }
      this.indexed.get(context.req.param('id'))?.push({ fileId: file_id, status: 'completed' });
      return context.json({ id: file_id, status: 'in_progress' });
    });
    app.on(['GET', 'DELETE'], '/vector_stores/:id/files/:fileId', (context) => {
      const { id, fileId } = context.req.param();
      const entry = this.indexed.get(id)?.find((file) => file.fileId === fileId);
      return entry ? context.json({ id: fileId, status: entry.status }) : context.notFound();
    });
    app.get('/vector_stores/:id/files/:fileId/content', async (context) => {
      const file = this.uploads.get(context.req.param('fileId'));
      if (!file) return context.notFound();
      return context.json({ object: 'list', data: [{ type: 'text', text: await file.text() }], has_more: false });
    });

    app.get('/containers/:id/files', (context) => {
      const files = [...this.containerFiles].map(([id, { path, createdAt = 1_800_000_000 }]) => {
        return { type: 'container.file', id, path, bytes: null, source: 'assistant', created_at: createdAt };
      });
      const brought = {
        type: 'container.file',
        id: 'cfile_brought',
        path: '/mnt/data/in.csv',
        source: 'user',
        created_at: 1_800_000_000,
      };
      return context.json(list([brought, ...files], false));
    });
    app.get('/containers/:id/files/:fileId', (context) => {
      const file = this.containerFiles.get(context.req.param('fileId'));
      if (!file) return context.notFound();
      return context.json({ id: context.req.param('fileId'), path: file.path, bytes: null, source: 'assistant' });
    });
    app.get('/containers/:id/files/:fileId/content', (context) => {
      const file = this.containerFiles.get(context.req.param('fileId'));
      return file ? new Response(file.bytes) : context.notFound();
    });

    app.post('/responses', async (context) => {
      const params = await context.req.json<CreateParams>();
      if (this.#isLocked(params.conversation)) return context.json(locked, 400);
      this.creates.push(params);
      const response = this.#begin(params);
      return this.#stream(response, -1, context.req.raw.signal);
    });
    app.get('/responses/:id', (context) => {
      const response = this.responses.get(context.req.param('id'));
      if (!response) return context.notFound();
      if (context.req.query('stream') !== 'true') return context.json(responseObject(response));
      return this.#stream(response, Number(context.req.query('starting_after') ?? -1), context.req.raw.signal);
    });
    app.get('/responses/:id/input_items', (context) => {
      const response = this.responses.get(context.req.param('id'));
      return response ? context.json(list((response.params.input ?? []).map(kept), false)) : context.notFound();
    });
    app.post('/responses/:id/cancel', (context) => {
      const response = this.responses.get(context.req.param('id'));
      if (!response) return context.notFound();
      if (!response.isDone) this.#finish(response, 'cancelled');
      return context.json(responseObject(response));
    });
    return app;
  }

  /** A response that is being written has its conversation to itself. */
  #isLocked(conversation: string | undefined): boolean {
    if (conversation === undefined) return false;
    return [...this.responses.values()].some(({ params, isDone }) => !isDone && params.conversation === conversation);
  }

  #begin(params: CreateParams): KeptResponse {
    const response: KeptResponse = {
      id: newId('resp_'),
      params,
      status: 'in_progress',
      frames: [],
      eventCount: 0,
      isDone: false,
      wake: new Set(),
      output: [],
    };
    this.responses.set(response.id, response);
    void this.#play(response);
    return response;
  }

  async #play(response: KeptResponse): Promise<void> {
    this.#tell(response, { type: 'response.created', response: responseObject(response) });
    this.#tell(response, { type: 'response.in_progress', response: responseObject(response) });
    for (const line of this.script(response.params, this.creates.length)) {
      if (response.isDone) return;
      if ('wait' in line) await line.wait;
      else if ('raw' in line) this.#frame(response, line.raw);
      else if ('event' in line) this.#tell(response, line.event);
      else if ('item' in line) {
        for (const event of itemEvents(line.item, response.output.length)) {
          await this.pace?.();
          if (response.isDone) return;
          this.#tell(response, event);
        }
        response.output.push(line.item);
      } else if ('cut' in line) this.#frame(response, 'cut');
      else {
        this.#end(response, line);
        return;
      }
    }
    if (!response.isDone) this.#end(response, { end: 'completed' });
  }

  #end(response: KeptResponse, { end, reason, error }: Extract<Line, { end: string }>): void {
    response.status = end;
    const more = { error: error ?? null, incomplete_details: reason ? { reason } : null };
    const usage = { input_tokens: 5, output_tokens: 7, total_tokens: 12 };
    response.ending = { ...more, usage };
    if (end !== 'failed') {
      const conversation = this.conversations.get(response.params.conversation ?? '');
      conversation?.items.push(...(response.params.input ?? []).map(kept), ...response.output);
    }
    this.#tell(response, { type: `response.${end}`, response: responseObject(response) });
    this.#finish(response, end);
  }

  #finish(response: KeptResponse, status: string): void {
    response.status = status;
    response.isDone = true;
    for (const wake of response.wake) wake();
  }

  #tell(response: KeptResponse, event: FakeEvent): void {
    const sequence = response.eventCount++;
    const data = JSON.stringify({ ...event, sequence_number: sequence });
    this.#frame(response, `event: ${event.type}\ndata: ${data}\n\n`, sequence);
  }

  /** What is no event has no number of its own: it stands between two. */
  #frame(response: KeptResponse, text: string, sequence = response.eventCount - 0.5): void {
    response.frames.push({ text, sequence });
    for (const wake of response.wake) wake();
  }

  /** A cut happens to the first connection only; whoever reads the response again reads on. */
  #stream(response: KeptResponse, after: number, signal: AbortSignal): Response {
    const isFirst = after < 0 && response.frames.every(({ text }) => text !== 'passed');
    const begin = response.frames.findIndex(({ sequence }) => sequence > after);
    let position = begin < 0 ? response.frames.length : begin;
    const encoder = new TextEncoder();
    let wake = (): void => undefined;
    signal.addEventListener('abort', () => wake());
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        for (;;) {
          const frame = response.frames[position];
          if (frame) {
            position++;
            if (frame.text !== 'cut') {
              controller.enqueue(encoder.encode(frame.text));
              return;
            }
            if (!isFirst) continue;
            frame.text = 'passed';
            controller.error(new TypeError('terminated'));
            return;
          }
          if (response.isDone) {
            controller.close();
            return;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            response.wake.add(resolve);
          });
          response.wake.delete(wake);
          if (signal.aborted) {
            controller.error(signal.reason);
            return;
          }
        }
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}

const locked = { error: { message: 'Another process is currently operating.', code: 'conversation_locked' } };

/** Rejects when the caller gives up, as a real connection does. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}

function kept(item: Item): Item {
  if (item.type !== 'message' && item['role'] === undefined)
    return { id: newId('item_'), status: 'completed', ...item };
  const type = item['role'] === 'assistant' ? 'output_text' : 'input_text';
  const content =
    typeof item['content'] === 'string' ? [{ type, text: item['content'], annotations: [] }] : item['content'];
  return { id: newId('msg_'), status: 'completed', ...item, type: 'message', content };
}

function list(data: Item[], has_more: boolean) {
  return { object: 'list', data, has_more, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

function responseObject({ id, status, params, output, ending }: KeptResponse) {
  const { metadata = {} } = params;
  const created_at = 1_700_000_000 + Number.parseInt(id.slice(-6), 16);
  return { id, object: 'response', created_at, status, metadata, output, error: null, usage: null, ...ending };
}
