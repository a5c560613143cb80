import type {
  AdapterConfig,
  ChatRequest,
  FileRef,
  MessagePage,
  Page,
  Thread,
  ThreadRequest,
  ToolOutputsRequest,
} from '../../../protocol/index.ts';
import { AnswerWatch } from './answer-watch.ts';
import { httpError } from './http-error.ts';
import { readEvents } from './read-events.ts';
import type { PartedUploads } from '../files/parted-uploads.ts';
import type { sendUpload, UploadCall } from './send-upload.ts';
import { clientError } from './transport-error.ts';
import type { CallOptions, PageOptions, ReplyEvents, Transport, UploadOptions } from './transport.ts';

export interface HttpTransportOptions {
  /** The URL of the chat POST. Everything else lies beside it: `./config`, `./threads`, `./files`. */
  endpoint: string | URL;
  /** Headers of every request, e.g. an authorization; a function is asked anew each time. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** `include` sends cookies to another origin too. */
  credentials?: RequestCredentials;
  /** In the place of the global `fetch`; uploads then go through it as well, without progress. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds of silence after which a call to our adapter counts as cut. In streams its keep-alive comes every 15 seconds. */
  idleMs?: number;
}

/** Above this size, in bytes, a file goes in parts where the adapter takes them: less is quicker sent again than asked about. */
const largestWhole = 8 * 1024 * 1024;

/** Reaches our adapter, or any AI SDK backend, over HTTP. What answers 404 does not exist, and nobody is bothered with it. */
export class HttpTransport implements Transport {
  readonly #endpoint: URL | string;
  readonly #headers: HttpTransportOptions['headers'];
  readonly #credentials: RequestCredentials;
  readonly #fetch: typeof globalThis.fetch | undefined;
  readonly #idleMs: number;
  /** The backend has said that it is our adapter. */
  #isOurs = false;
  /** Loaded with the first file. */
  #parts: Promise<PartedUploads> | undefined;
  #sendUpload: typeof sendUpload | undefined;

  /** @throws {TypeError} where the endpoint is no URL. A server that draws a page cannot tell, and calls nothing. */
  constructor({ endpoint, headers, credentials = 'same-origin', fetch, idleMs = 35_000 }: HttpTransportOptions) {
    this.#endpoint = globalThis.document ? new URL(endpoint, document.baseURI) : endpoint;
    this.#headers = headers;
    this.#credentials = credentials;
    this.#fetch = fetch;
    this.#idleMs = idleMs;
  }

  async chat(request: ChatRequest, { signal }: CallOptions = {}): Promise<ReplyEvents> {
    return this.#events(await this.#send(new URL(this.#endpoint), { json: request, signal }));
  }

  async resume(
    threadId: string,
    { after, signal }: CallOptions & { after?: string } = {},
  ): Promise<ReplyEvents | null> {
    const headers: HeadersInit = after === undefined ? {} : { 'last-event-id': after };
    const response = await this.#send(this.#chatUrl(threadId, 'stream'), { headers, signal, mayMiss: true });
    if (response.status === 204 || !response.ok) return null;
    return this.#events(response);
  }

  async stop(threadId: string, { runId, signal }: CallOptions & { runId?: string } = {}): Promise<void> {
    const json = runId === undefined ? {} : { runId };
    await this.#send(this.#chatUrl(threadId, 'stop'), { json, signal });
  }

  async toolOutputs(threadId: string, request: ToolOutputsRequest, { signal }: CallOptions = {}): Promise<ReplyEvents> {
    return this.#events(await this.#send(this.#chatUrl(threadId, 'tool-outputs'), { json: request, signal }));
  }

  async config({ signal }: CallOptions = {}): Promise<AdapterConfig | null> {
    const config = await this.#find<AdapterConfig>(this.#url('config'), { signal });
    // Somebody else's ./config may be anything.
    this.#isOurs = typeof config?.engine === 'string' && !!config.capabilities && !!config.limits;
    return this.#isOurs ? config : null;
  }

  createThread(request: ThreadRequest, { signal }: CallOptions = {}): Promise<Thread> {
    return this.#get(this.#url('threads'), { json: request, signal });
  }

  async threads(options: PageOptions = {}): Promise<Page<Thread> | null> {
    const page = await this.#find<Page<Thread>>(this.#page('threads', options), options);
    return Array.isArray(page?.data) ? page : null;
  }

  updateThread(threadId: string, request: ThreadRequest, { signal }: CallOptions = {}): Promise<Thread> {
    return this.#get(this.#url('threads', threadId), { method: 'PATCH', json: request, signal });
  }

  async deleteThread(threadId: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#send(this.#url('threads', threadId), { method: 'DELETE', signal, mayMiss: true });
  }

  async messages(threadId: string, options: PageOptions = {}): Promise<MessagePage | null> {
    const url = this.#page(`threads/${segment(threadId)}/messages`, options);
    url.searchParams.set('order', 'desc');
    const page = await this.#find<MessagePage>(url, options);
    return Array.isArray(page?.data) ? { ...page, data: page.data.toReversed() } : null;
  }

  async upload(file: File, options: UploadOptions = {}): Promise<FileRef> {
    // Also for small ones: once the network is gone, what knows how to go on cannot be loaded any more.
    const parts = await (this.#parts ??= this.#loadParts());
    const ref = options.inParts && file.size > largestWhole ? await parts.send(file, options) : undefined;
    return ref ?? parts.sendWhole(() => this.#uploadWhole(file, options), options);
  }

  file(fileId: string, { signal }: CallOptions = {}): Promise<FileRef> {
    return this.#get(this.#url('files', fileId), { signal });
  }

  async deleteFile(fileId: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#send(this.#url('files', fileId), { method: 'DELETE', signal, mayMiss: true });
  }

  async #uploadWhole(file: File, { threadId, onProgress, signal }: UploadOptions): Promise<FileRef> {
    const body = new FormData();
    // Before the file, so that a server which reads as it comes knows where it belongs.
    if (threadId !== undefined) body.set('threadId', threadId);
    body.set('file', file, file.name);
    const response = await this.#transfer({
      method: 'POST',
      url: this.#url('files'),
      body,
      bytes: file.size,
      onProgress: (sentBytes) => onProgress?.(sentBytes),
      signal,
    });
    return jsonOf(response);
  }

  async #loadParts(): Promise<PartedUploads> {
    try {
      const { partedUploads, sendUpload } = await import('../files/parted-uploads.ts');
      this.#sendUpload = sendUpload;
      return partedUploads({
        uploads: this.#url('uploads'),
        send: (url, call) => this.#send(url, call),
        transfer: (call) => this.#transfer(call),
      });
    } catch (cause) {
      this.#parts = undefined;
      throw clientError('network_error', { cause });
    }
  }

  /** Sends bytes, and tells how many have left the machine, as far as that can be told. */
  async #transfer(call: Omit<UploadCall, 'headers' | 'credentials'>): Promise<Response> {
    const { method, url, body, bytes, onProgress, signal } = call;
    if (this.#fetch || !this.#sendUpload || !('XMLHttpRequest' in globalThis)) {
      const response = await this.#send(url, { method, body, signal });
      onProgress(bytes);
      return response;
    }
    const headers = await this.#allHeaders();
    return checked(this.#sendUpload({ ...call, headers, credentials: this.#credentials }), { signal });
  }

  #url(collection: string, id?: string): URL {
    return new URL(id === undefined ? `./${collection}` : `./${collection}/${segment(id)}`, this.#endpoint);
  }

  #page(path: string, { limit, after }: PageOptions): URL {
    const url = this.#url(path);
    if (limit !== undefined) url.searchParams.set('limit', String(limit));
    if (after !== undefined) url.searchParams.set('after', after);
    return url;
  }

  #chatUrl(threadId: string, action: string): URL {
    const url = new URL(this.#endpoint);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${segment(threadId)}/${action}`;
    return url;
  }

  #events(response: Response): ReplyEvents {
    const type = response.headers.get('content-type') ?? '';
    // A single-page application answers every path with itself.
    if (!response.body || /html|json/.test(type)) throw clientError('bad_response', { status: response.status });
    return readEvents(response.body, { idleMs: this.#idleMs, isOurs: this.#isOurs });
  }

  async #get<Value>(url: URL, call: Call): Promise<Value> {
    return jsonOf<Value>(await this.#send(url, call));
  }

  /** What is there, or null where nothing of that kind is. */
  async #find<Value>(url: URL, { signal }: Call): Promise<Value | null> {
    const response = await this.#send(url, { signal, mayMiss: true });
    return response.ok && isJson(response) ? jsonOf<Value>(response) : null;
  }

  async #send(url: URL, call: Call): Promise<Response> {
    const { json, body = json === undefined ? undefined : JSON.stringify(json), signal } = call;
    const headers = await this.#allHeaders(call.headers);
    if (json !== undefined) headers.set('content-type', 'application/json');
    const send = this.#fetch ?? globalThis.fetch;
    // Files take their time, and what another backend does until it answers nobody knows.
    const isTimed = json === undefined ? body === undefined : this.#isOurs;
    const watch = new AnswerWatch(signal, isTimed ? this.#idleMs : Infinity);
    const sent = send(url, {
      method: call.method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      credentials: this.#credentials,
      signal: watch.signal,
      ...(body === undefined ? {} : { body }),
    });
    try {
      const response = await checked(sent, call);
      return isJson(response) ? new Response(await response.text(), response) : response;
    } catch (cause) {
      throw watch.isOver ? clientError('network_error', { cause }) : cause;
    } finally {
      watch.end();
    }
  }

  async #allHeaders(own?: HeadersInit): Promise<Headers> {
    const headers = new Headers(typeof this.#headers === 'function' ? await this.#headers() : this.#headers);
    new Headers(own).forEach((value, name) => headers.set(name, value));
    return headers;
  }
}

interface Call {
  method?: string;
  headers?: HeadersInit;
  /** A body that is sent as JSON. */
  json?: unknown;
  body?: FormData | Blob;
  signal?: AbortSignal | undefined;
  /** 404 and 405 are answers like others. */
  mayMiss?: boolean;
}

async function checked(sent: Promise<Response>, { signal, mayMiss }: Call): Promise<Response> {
  let response: Response;
  try {
    response = await sent;
  } catch (cause) {
    signal?.throwIfAborted();
    throw clientError('network_error', { cause });
  }
  const isMissing = response.status === 404 || response.status === 405;
  if (response.ok || (mayMiss && isMissing)) return response;
  throw await httpError(response);
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.includes('json') === true;
}

async function jsonOf<Value>(response: Response): Promise<Value> {
  try {
    return (await response.json()) as Value;
  } catch (cause) {
    throw clientError('bad_response', { status: response.status, cause });
  }
}

/** @throws {TransportError} for `.` and `..`, which a URL would swallow. */
function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw clientError('thread_not_found', { retryable: false, status: 404 });
  return encodeURIComponent(id);
}
