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

/** What some bytes have completed. */
export interface DecodedEvents {
  /** In order; one that cannot be read does not take those before it along. */
  events: WireEvent[];
  /** An event behind them is not JSON, is no chunk, or is longer than allowed. */
  failure: MalformedStreamError | undefined;
}

/**
 * Reads events from pieces of bytes that may be cut anywhere.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class EventDecoder {
  readonly #text = new TextDecoder();
  readonly #maxEventLength: number;
  /** The unfinished last event. */
  #rest = '';
  #afterReturn = false;

  constructor({ maxEventLength = 8 * 1024 * 1024 }: DecodeOptions = {}) {
    this.#maxEventLength = maxEventLength;
  }

  /** The events that these bytes complete. After a failure nothing more can be read. */
  push(bytes: Uint8Array): DecodedEvents {
    const events: WireEvent[] = [];
    try {
      this.#read(bytes, events);
    } catch (error) {
      if (!(error instanceof MalformedStreamError)) throw error;
      return { events, failure: error };
    }
    return { events, failure: undefined };
  }

  #read(bytes: Uint8Array, events: WireEvent[]): void {
    // Where the search for the end of the event goes on, so that a long one costs no more than its length.
    let searched = Math.max(0, this.#rest.length - 1);
    const text = this.#rest + this.#withoutReturns(this.#text.decode(bytes, { stream: true }));
    let start = 0;
    for (let end = text.indexOf('\n\n', searched); end >= 0; end = text.indexOf('\n\n', searched)) {
      this.#checkLength(end - start);
      const event = parseEvent(text.slice(start, end));
      if (event) events.push(event);
      start = searched = end + 2;
    }
    this.#rest = text.slice(start);
    this.#checkLength(this.#rest.length);
  }

  /** The text with every line end as `\n`. One `\r\n` that was cut in two must not count as two. */
  #withoutReturns(text: string): string {
    const isCut = this.#afterReturn && text.startsWith('\n');
    if (text !== '') this.#afterReturn = text.endsWith('\r');
    const whole = isCut ? text.slice(1) : text;
    return whole.includes('\r') ? whole.replaceAll(/\r\n?/g, '\n') : whole;
  }

  #checkLength(length: number): void {
    if (length > this.#maxEventLength)
      throw new MalformedStreamError(`An event is longer than ${this.#maxEventLength}.`);
  }
}

/**
 * The events of a response body. Ends where the body ends, whether or not a terminal chunk came: telling a clean end from a
 * cut is the reader's business. Leaving the loop cancels the body.
 * @throws {MalformedStreamError} see `DecodedEvents.failure`.
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
      const { events, failure } = decoder.push(value);
      yield* events;
      if (failure) throw failure;
    }
  } finally {
    // After the end this does nothing; after a break or an error it lets the connection go.
    await reader.cancel().catch(() => undefined);
  }
}

function parseEvent(lines: string): WireEvent | undefined {
  let data: string | undefined;
  let id: string | undefined;
  for (let start = 0; start < lines.length;) {
    const next = lines.indexOf('\n', start);
    const end = next < 0 ? lines.length : next;
    if (lines.startsWith('data', start)) {
      const value = valueOf(lines, start + 4, end);
      if (value !== undefined) data = data === undefined ? value : `${data}\n${value}`;
    } else if (lines.startsWith('id', start)) {
      const value = valueOf(lines, start + 2, end);
      if (value !== undefined && !value.includes('\0')) id = value;
    }
    start = end + 1;
  }
  if (data === undefined || data === '[DONE]') return undefined;
  const chunk = parseChunk(data);
  return id === undefined ? { chunk } : { id, chunk };
}

/** What stands behind the name of a field, or undefined where the name is a longer one. */
function valueOf(lines: string, nameEnd: number, end: number): string | undefined {
  if (nameEnd === end) return '';
  if (lines[nameEnd] !== ':') return undefined;
  return lines.slice(lines[nameEnd + 1] === ' ' ? nameEnd + 2 : nameEnd + 1, end);
}

function parseChunk(data: string): Chunk {
  let chunk: unknown;
  try {
    chunk = JSON.parse(data);
  } catch (cause) {
    throw new MalformedStreamError('An event is not JSON.', { cause });
  }
  if (typeof chunk !== 'object' || chunk === null || typeof (chunk as Chunk).type !== 'string') {
    throw new MalformedStreamError('An event is no chunk.');
  }
  return chunk as Chunk;
}
