import type {
  Response as ApiResponse,
  ResponseOutputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { EventLog } from '../answering/event-log.ts';
import type { Pen } from '../answering/pen.ts';
import type { OutputItem } from '../items/item.ts';
import { type Include, shownItem } from '../items/shown-item.ts';
import { shownResponse, type WireResponse } from './response-object.ts';

type Unnumbered<Event> = Event extends ResponseStreamEvent ? Omit<Event, 'sequence_number'> : never;
type LifecycleType = Extract<ResponseStreamEvent, { response: unknown }>['type'];

export interface WriterOptions {
  log: EventLog<ResponseStreamEvent>;
  include: Include;
  pen: Pen;
}

/** Writes the events of one response, numbered from 0 without a gap, and holds the items they are about. */
export class ResponseWriter {
  /** The items so far, whole, whatever the request wants to see of them. */
  readonly output: OutputItem[] = [];
  readonly pen: Pen;
  readonly #log: EventLog<ResponseStreamEvent>;
  readonly #include: Include;

  constructor({ log, include, pen }: WriterOptions) {
    this.#log = log;
    this.#include = include;
    this.pen = pen;
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
    this.pen.check();
    const index = this.output.push(item) - 1;
    this.emit({ type: 'response.output_item.added', output_index: index, item: this.#shown(item) });
    return index;
  }

  /** Ends an item as it is now. */
  finish(index: number, item: OutputItem): void {
    this.output[index] = item;
    this.emit({ type: 'response.output_item.done', output_index: index, item: this.#shown(item) });
  }

  #shown(item: OutputItem): ResponseOutputItem {
    return shownItem(item, this.#include) as ResponseOutputItem;
  }
}
