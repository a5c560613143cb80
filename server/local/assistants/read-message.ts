import type { Message, MessageContent } from 'openai/resources/beta/threads/messages';
import { invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';
import { readMetadata } from '../metadata.ts';

/** A message as a request brings it. */
export type NewMessage = Pick<Message, 'role' | 'content' | 'attachments' | 'metadata'>;

/** @throws {ApiError} 400 */
export function readMessage(body: Fields): NewMessage {
  const role = body.oneOf('role', ['user', 'assistant']);
  if (!role) throw missing(body.path('role'));
  return {
    role,
    content: readContent(body),
    attachments: body.objects('attachments')?.map(readAttachment) ?? [],
    metadata: readMetadata(body) ?? {},
  };
}

function readContent(body: Fields): MessageContent[] {
  const path = body.path('content');
  const parts = typeof body.raw('content') === 'string' ? undefined : body.objects('content');
  const content = parts?.map(readPart) ?? [textPart(body.required('content'))];
  const isEmpty = content.every((part) => part.type === 'text' && part.text.value === '');
  if (isEmpty) throw invalid('Message content must be non-empty.', path);
  return content;
}

function readPart(part: Fields): MessageContent {
  const type = part.oneOf('type', ['text', 'image_file', 'image_url']);
  if (!type) throw missing(part.path('type'));
  if (type === 'text') return textPart(part.required('text'));
  const image = part.object(type);
  if (!image) throw missing(part.path(type));
  const detail = image.oneOf('detail', ['auto', 'low', 'high']) ?? 'auto';
  if (type === 'image_file') return { type, image_file: { file_id: image.required('file_id'), detail } };
  return { type, image_url: { url: image.required('url'), detail } };
}

function textPart(value: string): MessageContent {
  return { type: 'text', text: { value, annotations: [] } };
}

function readAttachment(attachment: Fields): NonNullable<Message['attachments']>[number] {
  const tools = (attachment.objects('tools') ?? []).map((tool) => {
    const type = tool.oneOf('type', ['code_interpreter', 'file_search']);
    if (!type) throw missing(tool.path('type'));
    return { type };
  });
  return { file_id: attachment.required('file_id'), tools };
}
