import type { Message } from 'openai/resources/beta/threads/messages';
import type { RunStep, ToolCall } from 'openai/resources/beta/threads/runs/steps';
import type { InputMessage, Item } from '../items/item.ts';
import { madeOrder } from '../stamp.ts';

/**
 * What was said in a thread, as the items that the engine reads. The files a message brought stand in a note before it, and a
 * function that nobody has answered is left out: its run is over.
 * @param nameOf the name of a file; undefined where it is gone
 */
export function threadItems(
  messages: readonly Message[],
  steps: readonly RunStep[],
  nameOf: (fileId: string) => string | undefined,
): Item[] {
  const said = [
    ...messages.map((message) => ({ id: message.id, items: messageItems(message, nameOf) })),
    ...steps.map((step) => ({ id: step.id, items: stepItems(step) })),
  ];
  return said.sort((a, b) => (madeOrder(a.id) < madeOrder(b.id) ? -1 : 1)).flatMap(({ items }) => items);
}

function messageItems(message: Message, nameOf: (fileId: string) => string | undefined): Item[] {
  const { id, role, content } = message;
  if (role === 'assistant') {
    const parts = content.flatMap((part) => (part.type === 'text' ? [part.text.value] : []));
    const output = parts.map((text) => ({ type: 'output_text' as const, text, annotations: [], logprobs: [] }));
    return [{ id, type: 'message', role, status: 'completed', content: output }];
  }
  const files = (message.attachments ?? []).flatMap(({ file_id = '' }) => {
    const name = nameOf(file_id);
    return name === undefined ? [] : [`${file_id} ${name}`];
  });
  const said: InputMessage = { id, type: 'message', role, status: 'completed', content: content.flatMap(inputPart) };
  if (files.length === 0) return [said];
  const note: InputMessage = {
    id: `${id}_files`,
    type: 'message',
    role: 'developer',
    status: 'completed',
    content: [{ type: 'input_text', text: files.join('\n') }],
  };
  return [note, said];
}

function inputPart(part: Message['content'][number]): InputMessage['content'] {
  if (part.type === 'text') return [{ type: 'input_text', text: part.text.value }];
  if (part.type === 'image_file') return [{ type: 'input_image', detail: 'auto', file_id: part.image_file.file_id }];
  return part.type === 'image_url' ? [{ type: 'input_image', detail: 'auto', image_url: part.image_url.url }] : [];
}

function stepItems({ step_details: details }: RunStep): Item[] {
  return details.type === 'tool_calls' ? details.tool_calls.flatMap(callItems) : [];
}

function callItems(call: ToolCall): Item[] {
  if (call.type !== 'function' || call.function.output === null) return [];
  const { name, arguments: json, output } = call.function;
  return [
    { id: call.id, type: 'function_call', call_id: call.id, name, arguments: json, status: 'completed' },
    { id: `${call.id}_output`, type: 'function_call_output', call_id: call.id, output, status: 'completed' },
  ];
}
