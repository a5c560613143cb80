export type { Attachment, AttachmentStatus } from './files/attachment.ts';
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
export type { Activity, ConversationSnapshot, ConversationStatus } from './conversation-state.ts';
export { Conversation, type ConversationOptions } from './conversation.ts';
export { messageText } from './messages/message-text.ts';
export { sessionDrafts, type DraftStorage } from './threads/drafts.ts';
export type { FileRejection, RejectionReason } from './files/file-rejection.ts';
export { HttpTransport, type HttpTransportOptions } from './transport/http-transport.ts';
export { clientError, toWireError, TransportError, type ClientErrorCode } from './transport/transport-error.ts';
export type { CallOptions, PageOptions, ReplyEvents, Transport, UploadOptions } from './transport/transport.ts';
