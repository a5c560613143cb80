export type { AdapterConfig, Capabilities, WireLimits } from './adapter-config.ts';
export type { Annotation, AnnotationKind, AnnotationSource, Citation, FileSource, UrlSource } from './annotation.ts';
export { applyChunk } from './apply-chunk.ts';
export {
  isTerminal,
  type AnnotationChunk,
  type Chunk,
  type DataChunk,
  type ErrorDataChunk,
  type FileDataChunk,
  type FinishReason,
  type StatusChunk,
  type WireEvent,
} from './chunk.ts';
export type { FileRef, FileStatus, OutputFile } from './file-ref.ts';
export {
  isAnnotationPart,
  isFileDataPart,
  isTextPart,
  isToolPart,
  textIdOf,
  toolName,
  type AnnotationPart,
  type DataPart,
  type DynamicToolPart,
  type FileDataPart,
  type FilePart,
  type MessageMetadata,
  type MessagePart,
  type ProviderMetadata,
  type ReasoningPart,
  type SourceDocumentPart,
  type SourceUrlPart,
  type StepStartPart,
  type TextPart,
  type ToolApproval,
  type ToolInvocation,
  type ToolPart,
  type ToolState,
  type UIMessage,
} from './message.ts';
export { parsePartialJson } from './partial-json.ts';
export {
  InvalidRequestError,
  parseChatRequest,
  parseThreadRequest,
  parseToolOutputs,
  type ChatRequest,
  type ChatTurn,
  type ThreadRequest,
  type ToolAnswer,
  type ToolOutputsRequest,
} from './request.ts';
export { titleOf } from './title-of.ts';
export { isRunOver, type RunState, type RunStatus, type RunUsage } from './run.ts';
export {
  decodeEvents,
  encodeEvent,
  EventDecoder,
  keepAlive,
  MalformedStreamError,
  streamEnd,
  streamHeaders,
  streamStart,
  type DecodeOptions,
} from './sse.ts';
export type { ActiveRun, MessagePage, Page, Thread } from './thread.ts';
export { parseUploadRequest, type Upload, type UploadRequest } from './upload.ts';
export type { ErrorBody, WireError } from './wire-error.ts';
