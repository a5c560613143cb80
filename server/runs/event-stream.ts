import { keepAlive, streamEnd, streamHeaders, streamStart } from '../../protocol/index.ts';
import type { RunLog } from '../store.ts';
import type { Remarks } from './remarks.ts';

export interface EventStreamOptions {
  /** The first event to send, counted from 0. */
  from?: number;
  /** Silence after which a comment is sent, in milliseconds; 15 s by default. */
  keepAliveMs?: number;
  /** What is said beside the run, while there is somebody here to say it. */
  remarks?: Remarks | undefined;
  /** Told when the log cannot be read: the reader sees a cut then, and asks again. */
  report?: (error: unknown) => void;
}

/**
 * The answer that streams a run from its log. The log is read only when the connection takes more, so a reader who is slow lags
 * behind in the log and neither holds the run up nor fills memory; and one who goes away stops nothing but this stream.
 */
export function eventStream(log: RunLog, runId: string, options: EventStreamOptions = {}): Response {
  // Nothing is read ahead of the connection.
  const body = new ReadableStream<Uint8Array>(new LogSource(log, runId, options), { highWaterMark: 0 });
  return new Response(body, { headers: streamHeaders });
}

const encoder = new TextEncoder();

class LogSource implements UnderlyingDefaultSource<Uint8Array> {
  readonly #log: RunLog;
  readonly #runId: string;
  readonly #options: EventStreamOptions;
  readonly #keepAliveMs: number;
  readonly #gone = new AbortController();
  #position: number;
  #hasBegun = false;
  /** By which something can be sent while the log has nothing; undefined while the connection takes nothing. */
  #taking: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** The newest remark that is not sent yet: who reads slowly misses the ones before it. */
  #remark: string | undefined;
  #leave: (() => void) | undefined;
  #sentAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(log: RunLog, runId: string, options: EventStreamOptions) {
    this.#log = log;
    this.#runId = runId;
    this.#options = options;
    this.#keepAliveMs = options.keepAliveMs ?? 15_000;
    this.#position = options.from ?? 0;
    this.#leave = options.remarks?.listen((event) => {
      this.#remark = event;
      this.#tellRemark();
    });
  }

  pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> | undefined {
    if (this.#hasBegun) return this.#read(controller);
    this.#hasBegun = true;
    this.#send(controller, streamStart);
    return undefined;
  }

  cancel(): void {
    this.#end();
    this.#gone.abort();
  }

  async #read(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    this.#taking = controller;
    this.#tellRemark();
    // One timer that looks when something was last sent costs nothing per event.
    this.#timer ??= setTimeout(() => this.#breakSilence(), this.#keepAliveMs);
    const { signal } = this.#gone;
    const page = await this.#log.read(this.#runId, this.#position, signal).catch((error: unknown) => {
      if (!signal.aborted) this.#options.report?.(error);
      return undefined;
    });
    this.#taking = undefined;
    if (signal.aborted) return;
    // The run has gone on since.
    this.#remark = undefined;
    if (page) {
      this.#position += page.events.length;
      const text = page.events.join('') + (page.ended ? streamEnd : '');
      if (text !== '') this.#send(controller, text);
      if (!page.ended) return;
    }
    // A log that vanished while it was read ends the stream without a terminal chunk: the reader sees a cut and asks again.
    this.#end();
    controller.close();
  }

  #tellRemark(): void {
    if (this.#remark !== undefined && this.#interject(this.#remark)) this.#remark = undefined;
  }

  #breakSilence(): void {
    this.#timer = undefined;
    // Who takes nothing is not waiting either; the next one who does sets the timer again.
    if (!this.#taking) return;
    const left = this.#sentAt + this.#keepAliveMs - Date.now();
    if (left <= 0) this.#interject(keepAlive);
    this.#timer = setTimeout(() => this.#breakSilence(), left > 0 ? left : this.#keepAliveMs);
  }

  /** Sends something while the log is waited for, unless such a thing has not been taken yet. */
  #interject(text: string): boolean {
    if (this.#taking?.desiredSize !== 0) return false;
    this.#send(this.#taking, text);
    return true;
  }

  #send(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    this.#sentAt = Date.now();
    controller.enqueue(encoder.encode(text));
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#leave?.();
  }
}
