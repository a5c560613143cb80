import type { AgentSessionMessage } from 'openai/resources/beta/agents/agents';
import type { InputMessage, Item } from '../items/item.ts';
import { messageText } from '../items/item.ts';
import type { PlacedFile, SessionItem } from './session.ts';

/**
 * What was said in a session, as the items that the engine reads: the files of the environment first, then messages and the
 * functions that have results. What commands did is left out; their files are in the container.
 */
export function sessionItems(items: readonly SessionItem[], files: readonly PlacedFile[]): Item[] {
  const outputs = new Set(items.flatMap((item) => (item.type === 'function_call_output' ? [item.call_id] : [])));
  const said = items.flatMap((item): Item[] => {
    switch (item.type) {
      case 'message':
        return item.role === 'user' ? userItems(item, files) : [assistantItem(item)];
      case 'function_call': {
        const { id, call_id, name, arguments: values } = item;
        if (!outputs.has(call_id)) return [];
        return [{ id, type: item.type, call_id, name, arguments: JSON.stringify(values), status: 'completed' }];
      }
      case 'function_call_output': {
        const output = item.error ?? (typeof item.output === 'string' ? item.output : JSON.stringify(item.output));
        return [{ id: item.id, type: item.type, call_id: item.call_id, output, status: 'completed' }];
      }
      default:
        return [];
    }
  });
  return files.length === 0 ? said : [developerItem('files', files.map(filePart)), ...said];
}

/** Text that tells of files in the environment is a note about what comes with the message; the rest is what a person says. */
function userItems({ id, content }: AgentSessionMessage, files: readonly PlacedFile[]): Item[] {
  const named = (text: string) => files.filter(({ path }) => text.includes(path));
  const texts = content.flatMap((part) => (part.type === 'input_text' ? [part.text] : []));
  const notes = texts.length > 1 ? texts.filter((text) => named(text).length > 0) : [];
  const parts = content.flatMap((part): InputMessage['content'] => {
    if (part.type === 'input_image') return [{ type: 'input_image', detail: 'auto', image_url: part.image_url }];
    return part.type === 'input_text' && !notes.includes(part.text) ? [part] : [];
  });
  const said: InputMessage = { id: id ?? '', type: 'message', role: 'user', status: 'completed', content: parts };
  const lines = notes.flatMap(named).map(({ path, content: held }) => {
    return `${'fileId' in held ? held.fileId : ''} ${nameOf(path)}`;
  });
  if (lines.length === 0) return [said];
  return [developerItem(`${id}_files`, [{ type: 'input_text', text: lines.join('\n') }]), said];
}

function assistantItem({ id, content }: AgentSessionMessage): Item {
  const texts = content.flatMap((part) => (part.type === 'output_text' ? [part.text] : []));
  const parts = texts.map((text) => ({ type: 'output_text' as const, text, annotations: [], logprobs: [] }));
  return { id: id ?? '', type: 'message', role: 'assistant', status: 'completed', content: parts };
}

function filePart({ path, content }: PlacedFile): InputMessage['content'][number] {
  if ('fileId' in content) return { type: 'input_file', file_id: content.fileId };
  return { type: 'input_file', filename: nameOf(path), file_data: content.base64 };
}

function developerItem(id: string, content: InputMessage['content']): InputMessage {
  return { id, type: 'message', role: 'developer', status: 'completed', content };
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** All words that were said, to count them. */
export function wordsOf(items: readonly Item[]): string {
  return items.map((item) => (item.type === 'message' ? messageText(item) : '')).join('\n');
}
