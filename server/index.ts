export { AssistantError, type ErrorCode } from './assistant-error.ts';
export { adoptThreads, type AdoptedThread } from './adopt-threads.ts';
export { assistant } from './assistant.ts';
export type { Compat } from './compat.ts';
export type {
  Engine,
  EngineContext,
  FileFacts,
  FileParts,
  FileRecord,
  KeptMessage,
  MessageCut,
  MessageFile,
  MessageQuery,
  NewMessage,
  RunContext,
  RunRecord,
  ThreadRecord,
} from './engine.ts';
export * from './engines/agents/index.ts';
export * from './engines/assistants/index.ts';
export * from './engines/backend/index.ts';
export * from './engines/responses/index.ts';
export * from './engines/tools/index.ts';
export type { Secret } from './access/handles.ts';
export type { AnonymousOptions, Authorize } from './access/identity.ts';
export type { Limits } from './limits.ts';
export type { Names, Place } from './access/names.ts';
export type { AssistantOptions } from './options.ts';
export type { Owner, OwnerLike } from './access/owner.ts';
export type {
  Appended,
  CopyParts,
  FileContent,
  FileStore,
  LogPage,
  LogState,
  RunLog,
  Store,
  StoredBytes,
  StoredFile,
  ThreadEntry,
  Transcripts,
} from './store.ts';
export { memoryFileStore, type MemoryFileStoreOptions } from './stores/memory-file-store.ts';
export { memoryStore, type MemoryStoreOptions } from './stores/memory-store.ts';
export type { RunInstructions } from './access/visit.ts';
