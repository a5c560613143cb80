import { parsePartialJson, type Chunk } from '../../../../protocol/index.ts';
import type { ItemMapper, Question, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

type Call = Extract<UpstreamItem, { type: 'function_call' }>;

/** A function that the model wants called: by the server where it can, else by the page. */
export class FunctionItem implements ItemMapper {
  readonly #callId: string;
  readonly #toolName: string;
  readonly #ask: (question: Question) => void;
  #arguments = '';
  #isDone = false;

  constructor({ call_id, name }: Call, ask: (question: Question) => void) {
    this.#callId = call_id;
    this.#toolName = name;
    this.#ask = ask;
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#callId, toolName: this.#toolName };
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.function_call_arguments.delta') yield* this.#write(event.delta);
    else if (event.type === 'response.function_call_arguments.done') yield* this.#finish(event.arguments);
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type === 'function_call') yield* this.#finish(item.arguments);
  }

  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    yield this.#failed(parsePartialJson(this.#arguments));
  }

  *#write(delta: string): Generator<Chunk> {
    if (this.#isDone || delta === '') return;
    this.#arguments += delta;
    yield { type: 'tool-input-delta', toolCallId: this.#callId, inputTextDelta: delta };
  }

  *#finish(given: string): Generator<Chunk> {
    if (this.#isDone) return;
    if (given.startsWith(this.#arguments)) yield* this.#write(given.slice(this.#arguments.length));
    this.#isDone = true;
    const toolCallId = this.#callId;
    const toolName = this.#toolName;
    this.#ask({ kind: 'function', callId: toolCallId, name: toolName, arguments: given });
    const input = parseArguments(given);
    yield input === undefined ? this.#failed(given) : { type: 'tool-input-available', toolCallId, toolName, input };
  }

  #failed(input: unknown): Chunk {
    const errorText = `The call of "${this.#toolName}" could not be read.`;
    return { type: 'tool-input-error', toolCallId: this.#callId, toolName: this.#toolName, input, errorText };
  }
}

/** The arguments of a call; undefined where they are no JSON. A function without parameters may be called with nothing. */
export function parseArguments(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
