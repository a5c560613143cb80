import type { UIMessage } from '../../../protocol/index.ts';

type Messages = readonly UIMessage[];

/** The list with a message in the place of its earlier state, or of one with its id, or at the end. */
export function withMessage(messages: Messages, message: UIMessage, earlier?: UIMessage): Messages {
  let index = earlier ? messages.lastIndexOf(earlier) : -1;
  if (index < 0) index = messages.findLastIndex(({ id }) => id === message.id);
  if (index < 0) return [...messages, message];
  return messages.with(index, message);
}

export function withoutMessage(messages: Messages, id: string): Messages {
  return messages.filter((message) => message.id !== id);
}

/** Gives a message the id that the backend has for it. It goes where the list has the one of that id already: both are the same. */
export function renameMessage(messages: Messages, id: string, newId: string): Messages {
  const index = messages.findLastIndex((message) => message.id === id);
  const message = messages[index];
  if (!message || id === newId) return messages;
  return messages.some((other) => other.id === newId)
    ? messages.toSpliced(index, 1)
    : messages.with(index, { ...message, id: newId });
}

export function lastOf(messages: Messages, role: UIMessage['role']): UIMessage | undefined {
  return messages.findLast((message) => message.role === role);
}
