import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Response } from 'openai/resources/responses/responses';
import type { RawAnnotation } from '../../../parts/span-of.ts';
import type { UpstreamEvent } from '../../map/item-mapper.ts';
import { newItemId } from '../kept-item.ts';

/** What a chunk may hold beyond what OpenAI says: the thoughts of open models, by either of two names. */
export type ChatDelta = ChatCompletionChunk.Choice.Delta & {
  reasoning?: string | null;
  reasoning_content?: string | null;
};
type Call = ChatCompletionChunk.Choice.Delta.ToolCall;

/** The items that are being written: a thought, a message, calls. */
export class ChatOutput {
  #count = 0;
  #text: { index: number; kind: 'reasoning' | 'message'; text: string; id: string } | undefined;
  /** Calls by the numbers that the server gives them. */
  readonly #calls = new Map<number, { index: number; item: Record<string, unknown> & { arguments: string } }>();

  *take({ content, refusal, reasoning, reasoning_content, tool_calls }: ChatDelta): Generator<UpstreamEvent> {
    const thought = reasoning_content ?? reasoning;
    if (thought) yield* this.#write('reasoning', thought);
    if (content) yield* this.#write('message', content);
    if (refusal) yield* this.#write('message', refusal);
    for (const call of tool_calls ?? []) yield* this.#call(call);
  }

  /** What has been written so far rests on that. */
  *cite(annotation: RawAnnotation): Generator<UpstreamEvent> {
    if (this.#text?.kind !== 'message') yield* this.#open('message');
    const output_index = this.#text?.index;
    yield event({ type: 'response.output_text.annotation.added', output_index, content_index: 0, annotation });
  }

  *end(): Generator<UpstreamEvent> {
    yield* this.#closeText();
    for (const { index: output_index, item } of this.#calls.values()) {
      yield event({ type: 'response.output_item.done', output_index, item });
    }
  }

  *#write(kind: 'reasoning' | 'message', delta: string): Generator<UpstreamEvent> {
    if (this.#text?.kind !== kind) yield* this.#open(kind);
    const text = this.#text;
    if (!text) return;
    text.text += delta;
    const type = kind === 'message' ? 'response.output_text.delta' : 'response.reasoning_text.delta';
    yield event({ type, output_index: text.index, item_id: text.id, content_index: 0, delta });
  }

  *#open(kind: 'reasoning' | 'message'): Generator<UpstreamEvent> {
    yield* this.#closeText();
    this.#text = { index: this.#count++, kind, text: '', id: newItemId(kind) };
    yield event({ type: 'response.output_item.added', output_index: this.#text.index, item: this.#textItem() });
  }

  *#closeText(): Generator<UpstreamEvent> {
    const text = this.#text;
    if (!text) return;
    yield event({ type: 'response.output_item.done', output_index: text.index, item: this.#textItem() });
    this.#text = undefined;
  }

  #textItem(): Record<string, unknown> {
    const { id, kind, text } = this.#text ?? { id: '', kind: 'message', text: '' };
    if (kind === 'message') {
      const content = text === '' ? [] : [{ type: 'output_text', text, annotations: [] }];
      return { id, type: 'message', role: 'assistant', status: 'completed', content };
    }
    // Not as something to be told again: chat servers take no thoughts back.
    return { id, type: 'reasoning', summary: [], content: text === '' ? [] : [{ type: 'reasoning_text', text }] };
  }

  /** Some servers send a call whole, others its name first and its arguments in pieces. */
  *#call({ index: number, id, function: called }: Call): Generator<UpstreamEvent> {
    let call = this.#calls.get(number);
    if (!call) {
      const item = {
        id: newItemId('function_call'),
        type: 'function_call',
        call_id: id ?? newItemId('call'),
        name: called?.name ?? '',
        arguments: '',
      };
      call = { index: this.#count++, item };
      this.#calls.set(number, call);
      yield event({ type: 'response.output_item.added', output_index: call.index, item: { ...item } });
    }
    const delta = called?.arguments ?? '';
    if (delta === '') return;
    call.item.arguments += delta;
    yield event({ type: 'response.function_call_arguments.delta', output_index: call.index, delta });
  }
}

/** How a response ends that a chat has ended so. */
export function chatEnding(finish: string, usage?: Response['usage']): UpstreamEvent {
  const reason = finish === 'length' ? 'max_output_tokens' : finish === 'content_filter' ? finish : undefined;
  const status = reason ? 'incomplete' : 'completed';
  const response = { status, output: [], usage, incomplete_details: reason ? { reason } : null };
  return event({ type: `response.${status}`, response });
}

/** An event of the few fields that are read of it. */
function event(fields: Record<string, unknown>): UpstreamEvent {
  return fields as unknown as UpstreamEvent;
}
