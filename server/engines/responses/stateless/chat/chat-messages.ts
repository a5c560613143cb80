import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import type { ResponseInputContent, ResponseInputItem } from 'openai/resources/responses/responses';

/** The input of a response as Chat Completions say it: what the model said and called in one breath is one message. */
export function chatMessages(input: readonly ResponseInputItem[], instructions: string): ChatCompletionMessageParam[] {
  const messages: ChatCompletionMessageParam[] = [];
  if (instructions !== '') messages.push({ role: 'system', content: instructions });
  for (const item of input) {
    if (item.type === 'function_call') {
      const { call_id: id, name, arguments: given } = item;
      addCall(messages, { id, type: 'function', function: { name, arguments: given } });
    } else if (item.type === 'function_call_output') {
      messages.push({ role: 'tool', tool_call_id: item.call_id ?? '', content: textOf(item.output) });
    } else if (item.type === 'message' && 'content' in item) {
      messages.push(messageOf(item.role, item.content as string | readonly ResponseInputContent[]));
    }
  }
  return messages;
}

function addCall(messages: ChatCompletionMessageParam[], call: ChatCompletionMessageToolCall): void {
  const last = messages.at(-1);
  if (last?.role === 'assistant') last.tool_calls = [...(last.tool_calls ?? []), call];
  else messages.push({ role: 'assistant', content: null, tool_calls: [call] });
}

function messageOf(role: string, content: string | readonly ResponseInputContent[]): ChatCompletionMessageParam {
  if (role === 'assistant') return { role, content: textOf(content) };
  if (role !== 'user') return { role: 'system', content: textOf(content) };
  const parts = typeof content === 'string' ? [] : content.flatMap(partOf);
  // A text alone goes as text: not every server reads parts.
  return { role, content: parts.some(({ type }) => type !== 'text') ? parts : textOf(content) };
}

function partOf(part: ResponseInputContent): ChatCompletionContentPart[] {
  if (part.type === 'input_text') return [{ type: 'text', text: part.text }];
  if (part.type === 'input_image')
    return part.image_url ? [{ type: 'image_url', image_url: { url: part.image_url } }] : [];
  const { filename, file_data } = part;
  return file_data ? [{ type: 'file', file: { file_data, ...(filename ? { filename } : {}) } }] : [];
}

function textOf(content: string | readonly { type: string; text?: string }[]): string {
  return typeof content === 'string' ? content : content.flatMap(({ text }) => text ?? []).join('\n\n');
}
