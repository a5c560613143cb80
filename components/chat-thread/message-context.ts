/** What a thread knows about one of its messages, and the message does not. */
export interface MessageContext {
  canEdit: boolean;
  /** Also of a backend that says nothing: those of the AI SDK do it. */
  canRegenerate: boolean;
  /** In sight or near it; what is not needs no buttons. */
  isSeen: boolean;
  isLast: boolean;
  isGrowing: boolean;
}
