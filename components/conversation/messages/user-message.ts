import type { FilePart, UIMessage } from '../../../protocol/index.ts';

/** A person's message: its files, then its words. `createdAt`, in milliseconds since the epoch, only for a backend that expects it. */
export function userMessage(id: string, text: string, files: readonly FilePart[], createdAt?: number): UIMessage {
  const words: UIMessage['parts'] = text.trim() === '' ? [] : [{ type: 'text', text }];
  return {
    id,
    role: 'user',
    ...(createdAt === undefined ? {} : { metadata: { createdAt } }),
    parts: [...files, ...words],
  };
}
