import { setTimeout as pause } from 'node:timers/promises';
import type {
  Response as ApiResponse,
  ResponseOutputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { OutputItem } from '../items/item.ts';
import { type Include, shownItem } from '../items/shown-item.ts';
import type { EventLog } from './event-log.ts';
import { pieces } from './pieces.ts';
import { shownResponse, type WireResponse } from './response-object.ts';

type Unnumbered<Event> = Event extends ResponseStreamEvent ? Omit<Event, 'sequence_number'> : never;
type LifecycleType = Extract<ResponseStreamEvent, { response: unknown }>['type'];

/** The answer has as many tokens as the request allows. */
export class OutputLimitError extends Error {
  override name = 'OutputLimitError';
}

/** Something went wrong that the client may know about. */
export class RunFailure extends Error {
  override name = 'RunFailure';
}

export interface WriterOptions {
  log: EventLog;
  include: Include;
  signal: AbortSignal;
  /** Milliseconds before each piece of text. */
  pace: number;
  maxTokens: number | null;
  /** After so many events the writing fails, on purpose. */
  failAfter: number;
}

/** Writes the events of one response, numbered from 0 without a gap, and holds the items they are about. */
export class ResponseWriter {
  /** The items so far, whole, whatever the request wants to see of them. */
  readonly output: OutputItem[] = [];
  /** Tokens written so far. */
  tokens = 0;
  readonly signal: AbortSignal;
  readonly #log: EventLog;
  readonly #include: Include;
  readonly #pace: number;
  readonly #maxTokens: number;
  readonly #failAfter: number;

  constructor({ log, include, signal, pace, maxTokens, failAfter }: WriterOptions) {
    this.#log = log;
    this.#include = include;
    this.signal = signal;
    this.#pace = pace;
    this.#maxTokens = maxTokens ?? Infinity;
    this.#failAfter = failAfter;
  }

  emit(event: Unnumbered<ResponseStreamEvent>): void {
    this.#log.append({ ...event, sequence_number: this.#log.events.length } as ResponseStreamEvent);
  }

  /** An event about the response as a whole, with the response as it is now. */
  lifecycle(type: LifecycleType, response: WireResponse): ResponseStreamEvent {
    // The clients' type lacks nulls and has a field that only clients make.
    const shown = shownResponse(response, this.#include) as unknown as ApiResponse;
    return { type, response: shown, sequence_number: this.#log.events.length };
  }

  /** Begins an item and gives back its number. */
  add(item: OutputItem): number {
    this.#check();
    const index = this.output.push(item) - 1;
    this.emit({ type: 'response.output_item.added', output_index: index, item: this.#shown(item) });
    return index;
  }

  /** Ends an item as it is now. */
  finish(index: number, item: OutputItem): void {
    this.output[index] = item;
    this.emit({ type: 'response.output_item.done', output_index: index, item: this.#shown(item) });
  }

  /**
   * Streams a text piece by piece and gives back what of it was written: less than the whole where the token limit came first.
   * @param speed how many times faster than the pace
   */
  async write(text: string, send: (delta: string) => void, speed = 1): Promise<string> {
    let written = '';
    for (const piece of pieces(text)) {
      if (this.tokens >= this.#maxTokens) break;
      if (this.#pace > 0) await pause(this.#pace / speed, undefined, { signal: this.signal });
      this.#check();
      this.tokens++;
      written += piece;
      send(piece);
    }
    return written;
  }

  #check(): void {
    this.signal.throwIfAborted();
    if (this.#log.events.length >= this.#failAfter)
      throw new RunFailure('The response failed, as the request asked for.');
  }

  #shown(item: OutputItem): ResponseOutputItem {
    return shownItem(item, this.#include) as ResponseOutputItem;
  }
}
