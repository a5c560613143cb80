import {
  applyChunk,
  encodeEvent,
  streamEnd,
  streamHeaders,
  streamStart,
  type ActiveRun,
  type ChatRequest,
  type Chunk,
  type UIMessage,
} from '../../../protocol/index.ts';
import { config, finish, start, textEnd, textStart } from './scripted-transport.ts';

export interface FakeAdapterOptions {
  /** What a run says, piece by piece. */
  words?: string[];
  /** Bytes per piece of a body, so that events are cut anywhere. */
  pieceSize?: number;
  /** Bytes after which the n-th connection is cut; undefined lets it live. */
  cutAfter?: (connection: number) => number | undefined;
  /** True where the n-th POST is lost: `request` before the adapter has it, `answer` afterwards. */
  losePost?: (post: number) => 'request' | 'answer' | undefined;
}

/** An adapter in memory that speaks the contract byte by byte, and fails on demand. */
export class FakeAdapter {
  readonly messages: UIMessage[] = [];
  readonly runs = new Map<string, string[]>();
  runCount = 0;
  posts = 0;
  connections = 0;
  readonly #options: Required<Pick<FakeAdapterOptions, 'words' | 'pieceSize'>> & FakeAdapterOptions;
  readonly #turns = new Map<string, string>();
  #active: string | null = null;

  constructor(options: FakeAdapterOptions = {}) {
    this.#options = { words: ['Hel', 'lo — ', 'wörld', ' 🌍.'], pieceSize: 7, ...options };
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (pathname === '/api/config') return Response.json(config());
    if (pathname === '/api/chat' && request.method === 'POST') return this.#chat(request);
    if (pathname.endsWith('/stream')) return this.#resume(request);
    if (pathname.endsWith('/messages')) {
      return Response.json({
        data: this.messages.toReversed(),
        hasMore: false,
        after: null,
        activeRun: this.#running(),
      });
    }
    return Response.json({ error: { code: 'not_found', message: 'Not here.', retryable: false } }, { status: 404 });
  };

  async #chat(request: Request): Promise<Response> {
    const post = this.posts++;
    const lost = this.#options.losePost?.(post);
    if (lost === 'request') throw new TypeError('fetch failed');
    const { messages } = (await request.json()) as ChatRequest;
    const message = messages.at(-1)!;
    const run = this.#turns.get(message.id) ?? this.#begin(message);
    if (lost === 'answer') throw new TypeError('fetch failed');
    return this.#stream(run, 0, request.signal);
  }

  #resume(request: Request): Response {
    const run = this.#active;
    if (!run) return new Response(null, { status: 204 });
    const after = request.headers.get('last-event-id');
    return this.#stream(run, after ? Number(after.slice(after.lastIndexOf('.') + 1)) + 1 : 0, request.signal);
  }

  #begin(message: UIMessage): string {
    const run = `run.${++this.runCount}`;
    const item = `item-${this.runCount}`;
    const chunks: Chunk[] = [
      start(run, 'thread', { replyTo: item }),
      { type: 'start-step' },
      textStart,
      ...this.#options.words.map((delta): Chunk => ({ type: 'text-delta', id: 't', delta })),
      textEnd,
      { type: 'finish-step' },
      finish(run),
    ];
    this.runs.set(
      run,
      chunks.map((chunk, seq) => encodeEvent({ id: `${run}.${seq}`, chunk })),
    );
    this.#turns.set(message.id, run);
    this.#active = run;
    this.messages.push(
      { ...message, id: item },
      chunks.reduce(applyChunk, { id: '', role: 'assistant', parts: [] } as UIMessage),
    );
    return run;
  }

  #running(): ActiveRun | null {
    const id = this.#active;
    return id === null ? null : { id, status: 'in_progress', messageId: `reply-${id}`, lastEventId: null };
  }

  #stream(run: string, from: number, signal: AbortSignal): Response {
    const text = streamStart + this.runs.get(run)!.slice(from).join('') + streamEnd;
    const bytes = new TextEncoder().encode(text);
    const cutAfter = this.#options.cutAfter?.(this.connections++);
    const end = Math.min(bytes.length, cutAfter ?? Infinity);
    const { pieceSize } = this.#options;
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (signal.aborted) return controller.error(signal.reason);
        if (at >= end) {
          if (end < bytes.length && this.connections % 2) return controller.error(new TypeError('terminated'));
          return controller.close();
        }
        controller.enqueue(bytes.slice(at, Math.min(at + pieceSize, end)));
        at += pieceSize;
      },
    });
    return new Response(body, { headers: streamHeaders });
  }
}
