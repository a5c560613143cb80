import type { ConversationItem } from 'openai/resources/conversations/items';
import type {
  ResponseCodeInterpreterToolCall,
  ResponseFileSearchToolCall,
  ResponseInputItem,
  ResponseOutputMessage,
} from 'openai/resources/responses/responses';
import type { WrittenFile } from '../../parts/announce-file.ts';
import type { RawAnnotation } from '../../parts/span-of.ts';

/** What lent tools add to the items that hosted ones make: by it the model is told again what it has been told. */
export interface KeptSearch extends ResponseFileSearchToolCall {
  /** By which the model has called. */
  call_id: string;
  results: KeptPassage[] | null;
}

export interface KeptPassage extends ResponseFileSearchToolCall.Result {
  /** By which the model cites it: counted through the thread. */
  number: number;
}

export interface KeptCode extends ResponseCodeInterpreterToolCall {
  call_id: string;
  /** What the code has written, then the pictures that it has shown, which are called by their ids. */
  files: WrittenFile[];
}

/** The text of an answer, with citations that know their passage. */
export interface KeptMessage extends Omit<ResponseOutputMessage, 'content'> {
  content: KeptContent[];
}

export type KeptContent =
  | { type: 'output_text'; text: string; annotations: RawAnnotation[]; logprobs: [] }
  | { type: 'refusal'; refusal: string };

export function asKeptSearch(item: ConversationItem): KeptSearch | undefined {
  return item.type === 'file_search_call' && 'call_id' in item ? (item as KeptSearch) : undefined;
}

export function asKeptCode(item: ConversationItem): KeptCode | undefined {
  return item.type === 'code_interpreter_call' && 'call_id' in item ? (item as KeptCode) : undefined;
}

/** The files that code has written under names of its own. */
export function savedFiles(items: readonly ConversationItem[]): WrittenFile[] {
  const files = items.flatMap((item) => asKeptCode(item)?.files ?? []);
  return files.filter(({ id, name }) => !name.startsWith(id));
}

/** The passages that searches have found, in the order in which they were told. */
export function passagesIn(items: readonly ConversationItem[]): KeptPassage[] {
  return items.flatMap((item) => asKeptSearch(item)?.results ?? []);
}

const prefixes: Record<string, string> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  // Services that read an id expect one of the call's kind.
  function_call_output: 'fc',
  file_search_call: 'fs',
  code_interpreter_call: 'ci',
};

/** An id of the kind that such an item has. */
export function newItemId(type: string): string {
  return `${prefixes[type] ?? 'item'}_${crypto.randomUUID().replaceAll('-', '')}`;
}

/** The item as a conversation of the service would give it back: with an id, and with text as parts. */
export function keptItem(item: ResponseInputItem): ConversationItem {
  if (!('role' in item) || !('content' in item)) {
    const given = item as { id?: string | null; type: string };
    return { ...given, id: given.id ?? newItemId(given.type) } as ConversationItem;
  }
  const { role, content } = item;
  const text = role === 'assistant' ? { type: 'output_text', annotations: [], logprobs: [] } : { type: 'input_text' };
  const parts = typeof content === 'string' ? [{ ...text, text: content }] : content;
  const id = ('id' in item && item.id) || newItemId('message');
  return { id, type: 'message', role, status: 'completed', content: parts } as ConversationItem;
}
