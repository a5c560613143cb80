import { isTextPart, type UIMessage } from '../../../protocol/index.ts';

/** What a message says, each of its texts a paragraph. */
export function messageText({ parts }: UIMessage): string {
  return parts
    .filter(isTextPart)
    .map(({ text }) => text)
    .join('\n\n');
}
