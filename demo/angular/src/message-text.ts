import { isTextPart, type UIMessage } from 'assistant-kit/protocol';

/** What a message says, as plain text. */
export function messageText({ parts }: UIMessage): string {
  return parts
    .filter(isTextPart)
    .map(({ text }) => text)
    .join('\n');
}
