import type { Chunk, WireEvent } from './chunk.ts';

/** The headers of a stream. `no-transform` and `x-accel-buffering` keep proxies from holding it back. */
export const streamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/** Sent first, so that a browser that waits for a byte before it shows the answer has one. */
export const streamStart = 'retry: 1500\n\n';
/** Sent when nothing else was, so that proxies and watchdogs know the line is alive. */
export const keepAlive = ': keep-alive\n\n';
/** Sent last. */
export const streamEnd = 'data: [DONE]\n\n';

/** The bytes of one event as text. JSON holds no raw line break, so one `data:` line is enough. */
export function encodeEvent({ id, chunk }: WireEvent): string {
  const data = `data: ${JSON.stringify(chunk)}\n\n`;
  return id === undefined ? data : `id: ${id}\n${data}`;
}

/** A stream that cannot be read on; what came before it stands. */
export class MalformedStreamError extends Error {
  override name = 'MalformedStreamError';
}

export interface DecodeOptions {
  /** Longest event in UTF-16 code units, 8 Mi by default; a longer one is an error, not memory. */
  maxEventLength?: number;
}

/**
 * Reads events from pieces of bytes that may be cut anywhere.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class EventDecoder {
  readonly #text = new TextDecoder();
  readonly #maxEventLength: number;
  /** The unfinished last line. */
  #rest = '';
  /** Where the search for the end of that line goes on, so that a long line costs no more than its length. */
  #searched = 0;
  #data: string | undefined;
  #id: string | undefined;
  #afterReturn = false;

  constructor({ maxEventLength = 8 * 1024 * 1024 }: DecodeOptions = {}) {
    this.#maxEventLength = maxEventLength;
  }

  /**
   * The events that these bytes complete, in order; one that cannot be read does not take those before it along.
   * @throws {MalformedStreamError} when an event is not JSON, is no chunk, or is longer than allowed.
   */
  *push(bytes: Uint8Array): Generator<WireEvent, void, void> {
    let text = this.#rest + this.#text.decode(bytes, { stream: true });
    // A `\r\n` cut in two must not count as two line ends.
    if (this.#afterReturn && text.length > 0) {
      if (text.startsWith('\n')) text = text.slice(1);
      this.#afterReturn = false;
    }

    const hasReturns = text.includes('\r');
    let start = 0;
    for (let end = lineEnd(text, this.#searched, hasReturns); end >= 0; end = lineEnd(text, start, hasReturns)) {
      const event = this.#readLine(text.slice(start, end));
      if (event) yield event;
      const isReturn = text[end] === '\r';
      start = end + (isReturn && text[end + 1] === '\n' ? 2 : 1);
      this.#afterReturn = isReturn && start === end + 1 && start === text.length;
    }
    this.#rest = text.slice(start);
    this.#searched = this.#rest.length;
    this.#checkLength(this.#rest.length);
  }

  #readLine(line: string): WireEvent | undefined {
    if (line === '') {
      const data = this.#data;
      const id = this.#id;
      this.#data = undefined;
      this.#id = undefined;
      return data === undefined || data === '[DONE]' ? undefined : parseEvent(data, id);
    }
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
      this.#checkLength(this.#data.length);
    } else if (field === 'id' && !value.includes('\0')) this.#id = value;
    return undefined;
  }

  #checkLength(length: number): void {
    if (length > this.#maxEventLength)
      throw new MalformedStreamError(`An event is longer than ${this.#maxEventLength}.`);
  }
}

/**
 * The events of a response body. Ends where the body ends, whether or not a terminal chunk came: telling a clean end from a
 * cut is the reader's business. Leaving the loop cancels the body.
 * @throws {MalformedStreamError} see `EventDecoder.push`.
 */
export async function* decodeEvents(
  body: ReadableStream<Uint8Array>,
  options?: DecodeOptions,
): AsyncGenerator<WireEvent, void, void> {
  const decoder = new EventDecoder(options);
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* decoder.push(value);
    }
  } finally {
    // After the end this does nothing; after a break or an error it lets the connection go.
    await reader.cancel().catch(() => undefined);
  }
}

/** Where the next line ends, or -1. Hardly anybody writes returns, and without them a search is cheapest. */
function lineEnd(text: string, from: number, hasReturns: boolean): number {
  if (!hasReturns) return text.indexOf('\n', from);
  const ends = /[\r\n]/g;
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? -1;
}

function parseEvent(data: string, id: string | undefined): WireEvent {
  let chunk: unknown;
  try {
    chunk = JSON.parse(data);
  } catch (cause) {
    throw new MalformedStreamError('An event is not JSON.', { cause });
  }
  if (typeof chunk !== 'object' || chunk === null || typeof (chunk as Chunk).type !== 'string') {
    throw new MalformedStreamError('An event is no chunk.');
  }
  return id === undefined ? { chunk: chunk as Chunk } : { id, chunk: chunk as Chunk };
}
