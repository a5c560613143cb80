import type { Chunk, WireEvent } from '../../../protocol/index.ts';

/** A reply whose events a test sends one by one. */
export class FakeReply implements AsyncIterableIterator<WireEvent> {
  readonly runId: string;
  #queue: WireEvent[] = [];
  #error: Error | undefined;
  #isClosed = false;
  #wake: (() => void) | undefined;
  #sequence = 0;

  constructor(runId: string) {
    this.runId = runId;
  }

  send(...chunks: Chunk[]): this {
    for (const chunk of chunks) this.#queue.push({ id: `${this.runId}.${this.#sequence++}`, chunk });
    this.#wake?.();
    return this;
  }

  /** The beginning that every reply of the adapter has. */
  start(messageId = `reply-${this.runId}`, threadId = 'thread-1'): this {
    const run = { id: this.runId, status: 'in_progress' } as const;
    return this.send({ type: 'start', messageId, messageMetadata: { threadId, run } }, { type: 'start-step' });
  }

  /** A text, open for more. */
  text(delta: string, id = 'text'): this {
    if (this.#open !== id) {
      this.#open = id;
      this.send({ type: 'text-start', id, providerMetadata: { kit: { textId: id } } });
    }
    return this.send({ type: 'text-delta', id, delta });
  }

  endText(): this {
    const id = this.#open;
    this.#open = undefined;
    return id === undefined ? this : this.send({ type: 'text-end', id, providerMetadata: { kit: { textId: id } } });
  }

  /** Ends the reply well. */
  finish(): void {
    const run = { id: this.runId, status: 'completed' } as const;
    this.endText().send({ type: 'finish-step' }, { type: 'finish', messageMetadata: { run } });
    this.close();
  }

  /** Ends the reply as the adapter does when it was asked to stop. */
  stopped(): void {
    const run = { id: this.runId, status: 'cancelled' } as const;
    this.endText().send({ type: 'abort' }, { type: 'finish', messageMetadata: { run } });
    this.close();
  }

  /** Fails the way the adapter does after the first byte. */
  fail(message: string, retryable = true): void {
    const run = { id: this.runId, status: 'failed' } as const;
    this.send(
      { type: 'message-metadata', messageMetadata: { run } },
      { type: 'data-error', transient: true, data: { code: 'upstream_error', message, retryable } },
      { type: 'error', errorText: message },
    );
    this.close();
  }

  /** Ends the connection, whatever was sent. */
  close(error?: Error): void {
    this.#isClosed = true;
    this.#error = error;
    this.#wake?.();
  }

  /** Lets a connection that was closed be read on. */
  reopen(): this {
    this.#isClosed = false;
    return this;
  }

  async next(): Promise<IteratorResult<WireEvent>> {
    for (;;) {
      const value = this.#queue.shift();
      if (value) return { value, done: false };
      if (this.#error) throw this.#error;
      if (this.#isClosed) return { value: undefined, done: true };
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #open: string | undefined;
}
