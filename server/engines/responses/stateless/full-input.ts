import type { ResponseInputContent, ResponseInputItem } from 'openai/resources/responses/responses';
import { asMessage, type ConversationItem } from '../conversation-item.ts';
import { noteText, type ConversationMessage } from '../question-items.ts';
import { readReplyNote } from '../reply-note.ts';
import { withMarks } from './citation-marks.ts';
import { asKeptCode, asKeptSearch, newItemId, type KeptContent } from './kept-item.ts';
import { codeCall, codeOutput, searchCall, searchOutput } from './lent-functions.ts';
import { questionContent, type ContentOptions } from './question-content.ts';

/**
 * All that was said in a thread as one request says it: only what every server understands, which is messages, calls of functions
 * and their outputs. What lent tools did becomes the calls that the model made.
 */
export async function fullInput(
  items: readonly ConversationItem[],
  options: ContentOptions,
): Promise<ResponseInputItem[]> {
  const question = items.findLastIndex((item) => asMessage(item)?.role === 'user');
  const input: ResponseInputItem[] = [];
  let note: string | undefined;
  for (const [index, item] of items.entries()) {
    const message = asMessage(item);
    const files = message && noteText(message);
    if (files !== undefined) {
      note = files;
      continue;
    }
    // A thought is part of the answer that is being written, and of no other.
    if (item.type === 'reasoning' && index < question) continue;
    input.push(...(message ? await messageInput(message, note, options) : itemInput(item)));
    note = undefined;
  }
  return input;
}

async function messageInput(
  message: ConversationMessage,
  note: string | undefined,
  options: ContentOptions,
): Promise<ResponseInputItem[]> {
  if (message.role === 'assistant') return answerInput(message);
  if (readReplyNote(message)) return [];
  const content =
    message.role === 'user'
      ? await questionContent(message, note, options)
      : (message.content as readonly ResponseInputContent[]);
  const role = message.role as 'user' | 'system' | 'developer';
  return [{ type: 'message', role, content: [...content] }];
}

/** As the model wrote it, in one part: some servers read the first one only. */
function answerInput({ id, content }: ConversationMessage): ResponseInputItem[] {
  const text = (content as readonly KeptContent[]).map(contentText).join('\n\n');
  if (text === '') return [];
  const part = { type: 'output_text' as const, text, annotations: [] };
  return [{ id, type: 'message', role: 'assistant', status: 'completed', content: [part] }];
}

function contentText(content: KeptContent): string {
  if (content.type === 'refusal') return content.refusal;
  const citations = content.annotations.flatMap(({ passage, index }) => {
    return passage === undefined || index == null ? [] : [{ passage, index }];
  });
  return withMarks(content.text, citations);
}

function itemInput(item: ConversationItem): ResponseInputItem[] {
  const code = asKeptCode(item);
  if (code) return called(codeCall(code), codeOutput(code));
  const search = asKeptSearch(item);
  if (search) return called(searchCall(search), searchOutput(search));
  switch (item.type) {
    case 'function_call':
    case 'function_call_output':
    case 'mcp_approval_request':
    case 'mcp_approval_response':
      return [item as ResponseInputItem];
    case 'reasoning':
      // As the server gave it, if it can be read again: some know their thoughts by a key, others by their words.
      return item.encrypted_content || item.content?.length ? [item as ResponseInputItem] : [];
    default:
      return [];
  }
}

function called(call: { call_id: string; name: string; arguments: string }, output: string): ResponseInputItem[] {
  const { call_id } = call;
  return [
    { type: 'function_call', id: newItemId('function_call'), status: 'completed', ...call },
    { type: 'function_call_output', id: newItemId('function_call_output'), status: 'completed', call_id, output },
  ];
}
