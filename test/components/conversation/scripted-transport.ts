import { Conversation, type ConversationOptions, type Transport } from '../../../components/conversation/index.ts';
import type {
  AdapterConfig,
  ChatRequest,
  Chunk,
  ToolOutputsRequest,
  UIMessage,
  WireEvent,
} from '../../../protocol/index.ts';

/** A stream that a test writes while it is read. */
export class ScriptedReply implements AsyncIterable<WireEvent> {
  readonly #events: WireEvent[] = [];
  readonly #run: string | undefined;
  #seq = 0;
  #end: { error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  signal: AbortSignal | undefined;
  wasReturned = false;

  constructor(run?: string, seq = 0) {
    this.#run = run;
    this.#seq = seq;
  }

  push(...chunks: Chunk[]): this {
    for (const chunk of chunks) {
      this.#events.push(this.#run === undefined ? { chunk } : { id: `${this.#run}.${this.#seq++}`, chunk });
    }
    this.#wake?.();
    return this;
  }

  text(...deltas: string[]): this {
    return this.push(...deltas.map((delta): Chunk => ({ type: 'text-delta', id: 't', delta })));
  }

  end(): this {
    this.#end = {};
    this.#wake?.();
    return this;
  }

  cut(error: unknown = new TypeError('network error')): this {
    this.#end = { error };
    this.#wake?.();
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WireEvent> {
    try {
      for (;;) {
        const event = this.#events.shift();
        if (event) yield event;
        else if (this.signal?.aborted) throw this.signal.reason;
        else if (this.#end?.error) throw this.#end.error;
        else if (this.#end) return;
        else {
          const woken = new AbortController();
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
            this.signal?.addEventListener('abort', () => resolve(), { signal: woken.signal });
          });
          woken.abort();
        }
      }
    } finally {
      this.wasReturned = true;
    }
  }
}

/** A call that waits until the test answers it. */
export interface OpenCall<Request = unknown> {
  request: Request;
  signal: AbortSignal | undefined;
  accept: (reply: ScriptedReply | null) => ScriptedReply | null;
  refuse: (error: unknown) => void;
}

/** A transport whose every chat-like call waits for the test. */
export class ScriptedTransport implements Transport {
  readonly chats: OpenCall<ChatRequest>[] = [];
  readonly resumes: OpenCall<{ threadId: string; after?: string }>[] = [];
  readonly outputs: OpenCall<ToolOutputsRequest>[] = [];
  readonly stops: { threadId: string; runId?: string }[] = [];
  declare messages?: NonNullable<Transport['messages']>;
  declare threads?: NonNullable<Transport['threads']>;
  declare createThread?: NonNullable<Transport['createThread']>;
  declare updateThread?: NonNullable<Transport['updateThread']>;
  declare deleteThread?: NonNullable<Transport['deleteThread']>;
  declare upload?: NonNullable<Transport['upload']>;
  declare file?: NonNullable<Transport['file']>;
  declare deleteFile?: NonNullable<Transport['deleteFile']>;
  /** Null plays a backend that says nothing of itself. */
  adapter: AdapterConfig | null;

  constructor(adapter: AdapterConfig | null = config()) {
    this.adapter = adapter;
  }

  config: NonNullable<Transport['config']> = () => Promise.resolve(this.adapter);
  chat: Transport['chat'] = (request, options) => this.#call(this.chats, request, options?.signal);
  resume: NonNullable<Transport['resume']> = (threadId, { after, signal } = {}) =>
    this.#call(this.resumes, { threadId, ...(after === undefined ? {} : { after }) }, signal);
  toolOutputs: NonNullable<Transport['toolOutputs']> = (_, request, options) =>
    this.#call(this.outputs, request, options?.signal);
  stop: NonNullable<Transport['stop']> = (threadId, { runId } = {}) => {
    this.stops.push({ threadId, ...(runId === undefined ? {} : { runId }) });
    return Promise.resolve();
  };

  #call<Request>(calls: OpenCall<Request>[], request: Request, signal: AbortSignal | undefined): Promise<never> {
    return new Promise((resolve, reject) => {
      const answered = new AbortController();
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: answered.signal });
      calls.push({
        request,
        signal,
        refuse: reject,
        accept: (reply) => {
          answered.abort();
          if (reply) reply.signal = signal;
          resolve(reply as never);
          return reply;
        },
      });
    });
  }
}

export function config(change: Partial<AdapterConfig> = {}): AdapterConfig {
  return {
    engine: 'scripted',
    capabilities: {
      uploads: true,
      threads: true,
      resume: true,
      stop: true,
      approvals: true,
      annotations: true,
      fileSearch: true,
      codeInterpreter: true,
      deleteMessages: true,
    },
    limits: { maxFileBytes: 1000, maxFiles: 3, maxTextLength: 100, accept: '' },
    ...change,
  };
}

export function start(run = 'run', thread = 'thread', more: object = {}): Chunk {
  return {
    type: 'start',
    messageId: `reply-${run}`,
    messageMetadata: { threadId: thread, run: { id: run, status: 'in_progress' }, ...more },
  };
}

export const textStart: Chunk = { type: 'text-start', id: 't', providerMetadata: { kit: { textId: 't' } } };
export const textEnd: Chunk = { type: 'text-end', id: 't', providerMetadata: { kit: { textId: 't' } } };

export function finish(run = 'run', status: 'completed' | 'requires_action' | 'cancelled' = 'completed'): Chunk {
  return {
    type: 'finish',
    finishReason: status === 'requires_action' ? 'tool-calls' : 'stop',
    messageMetadata: { run: { id: run, status } },
  };
}

export function textOf(message: UIMessage | undefined): string {
  return (message?.parts ?? []).map((part) => (part.type === 'text' && 'text' in part ? part.text : '')).join('');
}

/** Roles and texts, the way a person sees a conversation. */
export function transcript({ messages }: Conversation): string[] {
  return messages.map((message) => `${message.role}: ${textOf(message)}`);
}

/** A conversation that does not wait between attempts. */
export function converse(transport: Transport, options: Partial<ConversationOptions> = {}): Conversation {
  return new Conversation({ transport, retryDelay: () => 0, ...options });
}

/** Resolves when the condition holds, and fails the test where it never does. */
export async function until(condition: () => unknown): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Never came true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Resolves after everything that is due now has been done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Resolves when everything that waits for a frame, or for the calmer rhythm of a fast stream, has been shown. */
export function frames(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}
