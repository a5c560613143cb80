import type { ResponseFunctionToolCall } from 'openai/resources/responses/responses';
import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';
import type { OutputItem, Tell } from './output-item.ts';

/** The arguments of a call, whichever of its events a server sends. */
export class CallArguments {
  text = '';

  /** What came in addition. */
  take(event: UpstreamEvent): string {
    if (event.type === 'response.function_call_arguments.delta') return this.#add(event.delta);
    return event.type === 'response.function_call_arguments.done' ? this.#complete(event.arguments) : '';
  }

  /** The rest, out of the item in its final state. */
  end(item: UpstreamItem | undefined): string {
    return item?.type === 'function_call' ? this.#complete(item.arguments) : '';
  }

  #add(delta: string): string {
    this.text += delta;
    return delta;
  }

  /** Not every server keeps to text. */
  #complete(given: unknown): string {
    const whole = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    return whole.startsWith(this.text) ? this.#add(whole.slice(this.text.length)) : '';
  }
}

/** The call of a function of the host or the page. */
export class FunctionItem implements OutputItem {
  readonly #tell: Tell;
  readonly #arguments = new CallArguments();
  readonly #call: ResponseFunctionToolCall & { id: string };
  #isDone = false;

  constructor(item: ResponseFunctionToolCall, id: string, tell: Tell) {
    this.#call = { ...item, id, call_id: item.call_id || id };
    this.#tell = tell;
  }

  *begin(): Generator<UpstreamEvent> {
    yield this.#tell({ type: 'response.output_item.added', item: { ...this.#call, arguments: '' } });
  }

  *event(event: UpstreamEvent): Generator<UpstreamEvent> {
    yield* this.#told(this.#arguments.take(event));
  }

  *end(item?: UpstreamItem): Generator<UpstreamEvent> {
    if (this.#isDone) return;
    yield* this.#told(this.#arguments.end(item));
    this.#isDone = true;
    yield this.#tell({ type: 'response.output_item.done', item: this.#whole() });
  }

  /** One that was cut off was never made. */
  kept(): ConversationItem | undefined {
    return this.#isDone ? (this.#whole() as ConversationItem) : undefined;
  }

  *#told(delta: string): Generator<UpstreamEvent> {
    if (delta !== '') yield this.#tell({ type: 'response.function_call_arguments.delta', delta });
  }

  #whole(): ResponseFunctionToolCall {
    return { ...this.#call, status: 'completed', arguments: this.#arguments.text };
  }
}
