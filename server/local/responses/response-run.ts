import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { CancelledError, OutputLimitError, RunFailure } from '../answering/endings.ts';
import { EventLog } from '../answering/event-log.ts';
import { Pen } from '../answering/pen.ts';
import { countTokens } from '../answering/pieces.ts';
import type { Fault } from '../fault.ts';
import type { Item } from '../items/item.ts';
import type { Include } from '../items/shown-item.ts';
import type { Stamp } from '../stamp.ts';
import type { WireResponse } from './response-object.ts';
import { ResponseWriter } from './response-writer.ts';

export interface RunOptions {
  response: WireResponse;
  include: Include;
  pace: number;
  stamp: Stamp;
  /** What the engine reads, to count it. */
  inputTokens: number;
  fault: Fault;
  /** Told about mistakes; the client only learns that there was one. */
  onError: (error: unknown) => void;
}

/** One response while it is being written. */
export class ResponseRun {
  readonly log = new EventLog<ResponseStreamEvent>();
  readonly writer: ResponseWriter;
  /** The response as it is now. */
  response: WireResponse;
  readonly #controller = new AbortController();
  readonly #stamp: Stamp;
  readonly #inputTokens: number;
  readonly #onError: RunOptions['onError'];

  constructor({ response, include, pace, stamp, inputTokens, fault, onError }: RunOptions) {
    this.response = response;
    this.#stamp = stamp;
    this.#inputTokens = inputTokens;
    this.#onError = onError;
    const pen = new Pen({
      signal: this.#controller.signal,
      pace,
      fault,
      maxTokens: response.max_output_tokens ?? null,
      eventCount: () => this.log.events.length,
    });
    this.writer = new ResponseWriter({ log: this.log, include, pen });
    this.#lifecycle('response.created');
    if (response.status === 'queued') this.#lifecycle('response.queued');
  }

  /**
   * Writes the answer to its end, whatever that is.
   * @param think writes it
   * @param settle keeps the response before anybody hears that it has ended
   */
  async carryOut(
    think: () => Promise<void>,
    settle: (events: readonly ResponseStreamEvent[]) => Promise<void>,
  ): Promise<void> {
    this.response = { ...this.response, status: 'in_progress' };
    this.#lifecycle('response.in_progress');
    let last: ResponseStreamEvent | undefined;
    try {
      await think();
      last = this.#end('response.completed', { status: 'completed', completed_at: this.#stamp.seconds() });
    } catch (error) {
      last = this.#endAfter(error);
    }
    try {
      await settle(last ? [...this.log.events, last] : this.log.events);
    } catch (error) {
      // It could not be kept; whoever reads it still gets it.
      this.#onError(error);
    }
    if (last) this.log.append(last);
    this.log.close();
  }

  /** Stops writing. @param reason a `CancelledError`, or what went wrong */
  abort(reason: Error): void {
    this.#controller.abort(reason);
  }

  #endAfter(error: unknown): ResponseStreamEvent | undefined {
    if (error instanceof OutputLimitError) {
      return this.#end('response.incomplete', {
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
      });
    }
    const cause: unknown = this.#controller.signal.aborted ? this.#controller.signal.reason : error;
    if (cause instanceof CancelledError) {
      // There is no event for it: the stream just ends, and the response says why.
      this.response = { ...this.response, status: 'cancelled', output: this.#finished(), usage: this.#usage() };
      return undefined;
    }
    if (!(cause instanceof RunFailure)) this.#onError(cause);
    const message =
      cause instanceof RunFailure ? cause.message : 'The local service failed while it wrote this response.';
    const failure = { code: 'server_error' as const, message };
    // The real API sends the error by itself first, nested, which its types do not say.
    this.writer.emit({ type: 'error', error: { ...failure, type: 'server_error', param: null } } as never);
    return this.#end('response.failed', { status: 'failed', error: failure });
  }

  #end(
    type: 'response.completed' | 'response.incomplete' | 'response.failed',
    change: Partial<WireResponse>,
  ): ResponseStreamEvent {
    this.response = { ...this.response, ...change, output: this.#finished(), usage: this.#usage() };
    return this.writer.lifecycle(type, this.response);
  }

  /** The items that came to an end. */
  #finished(): Item[] {
    return this.writer.output.filter(({ status }) => status === 'completed' || status === 'incomplete');
  }

  #usage(): NonNullable<WireResponse['usage']> {
    const output = this.writer.pen.tokens;
    return {
      input_tokens: this.#inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: this.#inputTokens + output,
    };
  }

  #lifecycle(type: 'response.created' | 'response.queued' | 'response.in_progress'): void {
    this.log.append(this.writer.lifecycle(type, this.response));
  }
}

/** The tokens of everything an engine has to read for an answer. */
export function countInput(items: readonly Item[], instructions: string | null): number {
  return items.reduce((sum, item) => sum + countTokens(wordsOf(item)), countTokens(instructions ?? ''));
}

function wordsOf(item: Item): string {
  if (item.type === 'message') return item.content.map((part) => ('text' in part ? part.text : '')).join('\n');
  if (item.type === 'function_call') return `${item.name} ${item.arguments}`;
  if (item.type === 'function_call_output') return typeof item.output === 'string' ? item.output : '';
  if (item.type === 'code_interpreter_call') return item.code ?? '';
  return '';
}
