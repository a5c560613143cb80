/** The id of the assistant's message: it follows from the user's, so that stream and history agree without keeping anything. */
export function replyId(questionId: string): string {
  return `reply_${questionId}`;
}

/** The user's message that such an id belongs to; undefined for any other id. */
export function questionOf(messageId: string): string | undefined {
  return messageId.startsWith('reply_') ? messageId.slice('reply_'.length) : undefined;
}
