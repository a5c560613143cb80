import type { Annotation, Citation } from './annotation.ts';
import type { FileRef, OutputFile } from './file-ref.ts';
import type { RunState } from './run.ts';

/** Free-form facts of a provider, keyed by provider name, then by fact. */
export type ProviderMetadata = Record<string, Record<string, unknown>>;

/** What a message carries beside its parts. */
export interface MessageMetadata {
  /** The handle of the thread the message belongs to. */
  threadId?: string;
  /** The id under which the service keeps the user's message that this one answers. */
  replyTo?: string;
  /** When the message was written, in milliseconds since the epoch. */
  createdAt?: number;
  run?: RunState;
}

/** One message of a conversation: the AI SDK's `UIMessage`, so that either side's messages are valid on the other. */
export interface UIMessage {
  id: string;
  role: 'system' | 'user' | 'assistant';
  metadata?: MessageMetadata;
  parts: MessagePart[];
}

export type MessagePart =
  | TextPart
  | ReasoningPart
  | ToolPart
  | DynamicToolPart
  | SourceUrlPart
  | SourceDocumentPart
  | FilePart
  | StepStartPart
  | DataPart;

export interface TextPart {
  type: 'text';
  /** The stream's id of this part, kept only while the part grows. */
  id?: string;
  text: string;
  state?: 'streaming' | 'done';
  /** Native citations of the AI SDK (7.0.138 and later), known at the end of the text. */
  citations?: Citation[];
  providerMetadata?: ProviderMetadata;
}

export interface ReasoningPart {
  type: 'reasoning';
  id?: string;
  text: string;
  state?: 'streaming' | 'done';
  providerMetadata?: ProviderMetadata;
}

export interface StepStartPart {
  type: 'step-start';
}

export interface SourceUrlPart {
  type: 'source-url';
  sourceId: string;
  url: string;
  title?: string;
  providerMetadata?: ProviderMetadata;
}

export interface SourceDocumentPart {
  type: 'source-document';
  sourceId: string;
  mediaType: string;
  title: string;
  filename?: string;
  providerMetadata?: ProviderMetadata;
}

export interface FilePart {
  type: 'file';
  mediaType: string;
  filename?: string;
  /** Absolute, or a `data:` URL. */
  url: string;
  providerMetadata?: ProviderMetadata;
}

export type ToolState =
  | 'input-streaming'
  | 'input-available'
  | 'approval-requested'
  | 'approval-responded'
  | 'output-available'
  | 'output-error'
  | 'output-denied';

/** What a person was asked before a tool may run, and what they said. */
export interface ToolApproval {
  id: string;
  approved?: boolean;
  /** Why the tool asks. */
  requestReason?: string;
  /** Why the person decided as they did. */
  reason?: string;
  isAutomatic?: boolean;
}

export interface ToolInvocation {
  toolCallId: string;
  state: ToolState;
  title?: string;
  /** As much of the input as has arrived. */
  input?: unknown;
  /** The input's raw text, while it streams. */
  rawInput?: unknown;
  inputEncoding?: 'json' | 'text';
  output?: unknown;
  errorText?: string;
  /** The output is a first version, another one follows. */
  preliminary?: boolean;
  /** The model's provider ran the tool, nobody here needs to answer. */
  providerExecuted?: boolean;
  approval?: ToolApproval;
  toolMetadata?: Record<string, unknown>;
  callProviderMetadata?: ProviderMetadata;
  resultProviderMetadata?: ProviderMetadata;
}

export interface ToolPart extends ToolInvocation {
  type: `tool-${string}`;
}

export interface DynamicToolPart extends ToolInvocation {
  type: 'dynamic-tool';
  toolName: string;
}

/** A part the AI SDK does not interpret; of the same `type`, the same `id` again replaces the data. */
export interface DataPart {
  type: `data-${string}`;
  id?: string;
  data: unknown;
}

export interface AnnotationPart extends DataPart {
  type: 'data-annotation';
  id: string;
  data: Annotation;
}

export interface FileDataPart extends DataPart {
  type: 'data-file';
  id: string;
  data: OutputFile;
}

/** True for a text the model wrote. */
export function isTextPart(part: MessagePart): part is TextPart {
  return part.type === 'text';
}

/** True for a tool's part, whether its tool is known beforehand or not. */
export function isToolPart(part: MessagePart): part is ToolPart | DynamicToolPart {
  return part.type === 'dynamic-tool' || part.type.startsWith('tool-');
}

/** The name of the tool: `code_interpreter` for `tool-code_interpreter`. */
export function toolName(part: ToolPart | DynamicToolPart): string {
  return part.type === 'dynamic-tool' ? (part as DynamicToolPart).toolName : part.type.slice('tool-'.length);
}

/** True for an annotation of ours that holds what an annotation must hold; foreign data of that name may not. */
export function isAnnotationPart(part: MessagePart): part is AnnotationPart {
  if (part.type !== 'data-annotation') return false;
  const data = (part as DataPart).data as Partial<Annotation> | null | undefined;
  return typeof data?.textId === 'string' && isPosition(data.start) && isPosition(data.end) && data.source != null;
}

/** True for an output file that can be named. */
export function isFileDataPart(part: MessagePart): part is FileDataPart {
  if (part.type !== 'data-file') return false;
  const data = (part as DataPart).data as Partial<FileRef> | null | undefined;
  return typeof data?.id === 'string' && typeof data.filename === 'string';
}

/** The key by which annotations name a text part, or undefined where the backend gave none. */
export function textIdOf(part: TextPart): string | undefined {
  const textId = part.providerMetadata?.['kit']?.['textId'];
  return typeof textId === 'string' ? textId : undefined;
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
