import {
  TransportError,
  type PageOptions,
  type Transport,
  type UploadOptions,
} from '../../../components/conversation/index.ts';
import type {
  AdapterConfig,
  ChatRequest,
  FileRef,
  MessagePage,
  Page,
  Thread,
  ThreadRequest,
  ToolOutputsRequest,
  UIMessage,
} from '../../../protocol/index.ts';
import { FakeReply } from './fake-reply.ts';

/** Everything our adapter can do. */
export const fullConfig: AdapterConfig = {
  engine: 'fake',
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
  limits: { maxFileBytes: 1_000_000, maxFiles: 5, maxTextLength: 2000, accept: '' },
};

/** An upload whose progress and end a test decides. */
export interface FakeUpload {
  readonly file: File;
  progress(sentBytes: number): void;
  finish(ref?: Partial<FileRef>): void;
  fail(message: string, retryable?: boolean): void;
}

/** An assistant that does what a test says, and remembers what it was asked. */
export class FakeTransport implements Transport {
  configuration: AdapterConfig | null;
  threadList: Thread[] = [];
  history = new Map<string, UIMessage[]>();
  readonly requests: ChatRequest[] = [];
  readonly replies: FakeReply[] = [];
  readonly uploads: FakeUpload[] = [];
  readonly toolAnswers: ToolOutputsRequest[] = [];
  readonly stops: string[] = [];
  /** What the next posts are answered with, one after the other, in place of a reply. */
  refusals: Error[] = [];
  /** Held back until a test resolves it, so that loading can be looked at. */
  gate: Promise<void> = Promise.resolve();

  constructor(configuration: AdapterConfig | null = fullConfig) {
    this.configuration = configuration;
  }

  /** The reply to the newest post. */
  get reply(): FakeReply {
    const reply = this.replies.at(-1);
    if (!reply) throw new Error('Nothing was posted.');
    return reply;
  }

  get lastUpload(): FakeUpload {
    const upload = this.uploads.at(-1);
    if (!upload) throw new Error('Nothing was uploaded.');
    return upload;
  }

  async chat(request: ChatRequest): Promise<FakeReply> {
    this.requests.push(request);
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    return this.#newReply();
  }

  async resume(): Promise<FakeReply | null> {
    return null;
  }

  async stop(threadId: string): Promise<void> {
    this.stops.push(threadId);
    this.replies.at(-1)?.stopped();
  }

  async toolOutputs(_threadId: string, request: ToolOutputsRequest): Promise<FakeReply> {
    this.toolAnswers.push(request);
    return this.#newReply();
  }

  async config(): Promise<AdapterConfig | null> {
    return this.configuration;
  }

  async createThread({ title }: ThreadRequest): Promise<Thread> {
    const thread = fakeThread(`thread-${this.threadList.length + 1}`, title ?? null);
    this.threadList = [thread, ...this.threadList];
    return thread;
  }

  async threads(): Promise<Page<Thread> | null> {
    await this.gate;
    return { data: this.threadList, hasMore: false, after: null };
  }

  async updateThread(threadId: string, { title }: ThreadRequest): Promise<Thread> {
    const thread = { ...fakeThread(threadId, title ?? null), updatedAt: Date.now() };
    this.threadList = this.threadList.map((other) => (other.id === threadId ? thread : other));
    return thread;
  }

  async deleteThread(threadId: string): Promise<void> {
    this.threadList = this.threadList.filter(({ id }) => id !== threadId);
  }

  async messages(threadId: string, { limit = 50, after }: PageOptions = {}): Promise<MessagePage | null> {
    await this.gate;
    const all = this.history.get(threadId);
    if (!all) return null;
    const end = after === undefined ? all.length : Number(after);
    const start = Math.max(0, end - limit);
    return {
      data: all.slice(start, end),
      hasMore: start > 0,
      after: start > 0 ? String(start) : null,
      activeRun: null,
    };
  }

  upload(file: File, { onProgress, signal }: UploadOptions = {}): Promise<FileRef> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      this.uploads.push({
        file,
        progress: (sentBytes) => onProgress?.(sentBytes),
        finish: (ref) => resolve({ ...fakeFile(file.name), mediaType: file.type, bytes: file.size, ...ref }),
        fail: (message, retryable = true) => reject(new TransportError('lastUploadfailed', message, { retryable })),
      });
    });
  }

  async file(fileId: string): Promise<FileRef> {
    return { ...fakeFile('file'), id: fileId };
  }

  #newReply(): FakeReply {
    const reply = new FakeReply(`run-${this.replies.length + 1}`);
    this.replies.push(reply);
    return reply;
  }
}

export function fakeThread(id: string, title: string | null, updatedAt = Date.now()): Thread {
  return { id, title, createdAt: updatedAt, updatedAt, metadata: {}, activeRun: null };
}

export function fakeFile(filename: string): FileRef {
  return {
    id: `file-${filename}`,
    filename,
    mediaType: 'text/plain',
    bytes: 12,
    url: `${location.origin}/files/${encodeURIComponent(filename)}`,
    status: 'ready',
  };
}

export function userMessage(id: string, text: string): UIMessage {
  return { id, role: 'user', parts: [{ type: 'text', text }] };
}

export function reply(id: string, text: string): UIMessage {
  return {
    id,
    role: 'assistant',
    metadata: { run: { id: `run-${id}`, status: 'completed' } },
    parts: [{ type: 'text', text, state: 'done', providerMetadata: { kit: { textId: id } } }],
  };
}
