import type { Annotation, Citation } from './annotation.ts';
import type { OutputFile } from './file-ref.ts';
import type { MessageMetadata, ProviderMetadata } from './message.ts';
import type { WireError } from './wire-error.ts';

/** The AI SDK's reasons for a message to end. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';

interface ToolChunk {
  toolCallId: string;
  providerExecuted?: boolean;
  providerMetadata?: ProviderMetadata;
  toolMetadata?: Record<string, unknown>;
  dynamic?: boolean;
}

interface NamedToolChunk extends ToolChunk {
  toolName: string;
  title?: string;
}

/**
 * One step in the growth of a message: the AI SDK's UI message stream, version 1, in the types that AI SDK 5 knows.
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export type Chunk =
  | { type: 'start'; messageId?: string; messageMetadata?: MessageMetadata }
  | { type: 'start-step' }
  | { type: 'finish-step' }
  | { type: 'text-start'; id: string; providerMetadata?: ProviderMetadata }
  | { type: 'text-delta'; id: string; delta: string; providerMetadata?: ProviderMetadata }
  | { type: 'text-end'; id: string; citations?: Citation[]; providerMetadata?: ProviderMetadata }
  | { type: 'reasoning-start'; id: string; providerMetadata?: ProviderMetadata }
  | { type: 'reasoning-delta'; id: string; delta: string; providerMetadata?: ProviderMetadata }
  | { type: 'reasoning-end'; id: string; providerMetadata?: ProviderMetadata }
  | { type: 'source-url'; sourceId: string; url: string; title?: string; providerMetadata?: ProviderMetadata }
  | {
      type: 'source-document';
      sourceId: string;
      mediaType: string;
      title: string;
      filename?: string;
      providerMetadata?: ProviderMetadata;
    }
  | { type: 'file'; url: string; mediaType: string; providerMetadata?: ProviderMetadata }
  | ({ type: 'tool-input-start'; inputEncoding?: 'json' | 'text' } & NamedToolChunk)
  | { type: 'tool-input-delta'; toolCallId: string; inputTextDelta: string }
  | ({ type: 'tool-input-available'; input: unknown } & NamedToolChunk)
  | ({ type: 'tool-input-error'; input: unknown; errorText: string } & NamedToolChunk)
  | ({ type: 'tool-output-available'; output: unknown; preliminary?: boolean } & ToolChunk)
  | ({ type: 'tool-output-error'; errorText: string } & ToolChunk)
  | { type: 'tool-approval-request'; approvalId: string; toolCallId: string; reason?: string; isAutomatic?: boolean }
  | { type: 'tool-output-denied'; toolCallId: string }
  | { type: 'message-metadata'; messageMetadata: MessageMetadata }
  | AnnotationChunk
  | FileDataChunk
  | StatusChunk
  | ErrorDataChunk
  | DataChunk
  | { type: 'finish'; finishReason?: FinishReason; messageMetadata?: MessageMetadata }
  | { type: 'abort'; reason?: string }
  | { type: 'error'; errorText: string };

export interface AnnotationChunk {
  type: 'data-annotation';
  id: string;
  data: Annotation;
}

export interface FileDataChunk {
  type: 'data-file';
  id: string;
  data: OutputFile;
}

/** What the run is doing at this moment; never kept in the message. */
export interface StatusChunk {
  type: 'data-status';
  transient: true;
  data: { phase: string; toolCallId?: string; text: string };
}

/** Comes just before an `error` chunk, which can carry a text only. */
export interface ErrorDataChunk {
  type: 'data-error';
  transient: true;
  data: WireError;
}

/** Any other named data: ours to come, or a page's own. */
export interface DataChunk {
  type: `data-${string}`;
  id?: string;
  data: unknown;
  transient?: boolean;
}

/** A chunk and its place in its run: `<runId>.<seq>`, dense from 0. Other backends give no ids. */
export interface WireEvent {
  id?: string;
  chunk: Chunk;
}

/** True for the chunks after which a stream that ends has not been cut. */
export function isTerminal(chunk: Chunk): boolean {
  return chunk.type === 'finish' || chunk.type === 'abort' || chunk.type === 'error';
}
