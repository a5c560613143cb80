export type { Attachment, AttachmentStatus } from './attachment.ts';
export { conversationContext } from './conversation-context.ts';
export { ConversationController } from './conversation-controller.ts';
export {
  ConversationChangeEvent,
  ConversationErrorEvent,
  FileAcceptedEvent,
  FileAcceptEvent,
  FileRejectedEvent,
  ReplyEndEvent,
  ReplyStartEvent,
  SentEvent,
  ThreadChangeEvent,
  ToolCallEvent,
  type ConversationEventMap,
  type ConversationFacet,
  type ReplyOutcome,
  type ToolCall,
} from './conversation-events.ts';
export {
  Conversation,
  type Activity,
  type ConversationOptions,
  type ConversationSnapshot,
  type ConversationStatus,
} from './conversation.ts';
export type { DraftStorage } from './drafts.ts';
export type { FileRejection, RejectionReason } from './file-rejection.ts';
export { clientError, toWireError, TransportError, type ClientErrorCode } from './transport-error.ts';
export type { CallOptions, PageOptions, ReplyEvents, Transport, UploadOptions } from './transport.ts';
