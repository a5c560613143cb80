import type { FilePart, MessagePart, TextPart, ToolPart, UIMessage } from './message.ts';
import { isToolPart, toolName } from './message.ts';

/** Body of `POST /chat`, as the AI SDK's `DefaultChatTransport` sends it. */
export interface ChatRequest {
  /** A thread's handle, or an id the client made up for a thread to come. */
  id: string;
  /** At least the newest message; the server owns the history and reads no other. */
  messages: UIMessage[];
  trigger: 'submit-message' | 'regenerate-message';
  messageId?: string;
}

/** The answer to a function of the page, or to a question whether a tool may run. */
export type ToolAnswer =
  | { toolCallId: string; output: unknown }
  | { toolCallId: string; errorText: string }
  | { approvalId: string; approved: boolean; reason?: string };

/** Body of `POST /chat/:id/tool-outputs`. */
export interface ToolOutputsRequest {
  runId: string;
  outputs: ToolAnswer[];
}

/** What a checked chat request asks for. */
export type ChatTurn =
  | {
      kind: 'submit';
      id: string;
      messageId: string;
      text: string;
      files: FilePart[];
      /** The message this one takes the place of, with all that came after it. */
      replaces?: string;
    }
  | { kind: 'regenerate'; id: string; messageId?: string }
  | { kind: 'continue'; id: string; messageId: string; runId?: string; outputs: ToolAnswer[] };

/** A request that can never succeed as it stands; the message is for the person or the programmer who sent it. */
export class InvalidRequestError extends Error {
  override name = 'InvalidRequestError';
  readonly code: string;

  constructor(message: string, code = 'invalid_request') {
    super(message);
    this.code = code;
  }
}

const chatKeys = new Set(['id', 'messages', 'trigger', 'messageId']);

/**
 * What a `POST /chat` body asks for. Only text, files and the answers to tools are read; roles, models, instructions and tools
 * are the server's to choose, so a body that brings more keys is refused.
 * @throws {InvalidRequestError}
 */
export function parseChatRequest(body: unknown): ChatTurn {
  if (!isRecord(body)) throw new InvalidRequestError('The body must be a JSON object.');
  for (const key of Object.keys(body)) {
    if (!chatKeys.has(key)) throw new InvalidRequestError(`Unknown key "${key}".`);
  }
  const id = requireString(body, 'id');
  const { messages, trigger = 'submit-message', messageId } = body;
  if (messageId !== undefined && typeof messageId !== 'string') {
    throw new InvalidRequestError('"messageId" must be a string.');
  }
  if (!Array.isArray(messages)) throw new InvalidRequestError('"messages" must be an array.');
  if (trigger === 'regenerate-message') return { kind: 'regenerate', id, ...(messageId ? { messageId } : {}) };
  if (trigger !== 'submit-message') throw new InvalidRequestError('Unknown "trigger".');

  const last: unknown = messages.at(-1);
  if (!isRecord(last) || !Array.isArray(last['parts'])) {
    throw new InvalidRequestError('The last message must have parts.');
  }
  const lastId = requireString(last, 'id');
  const parts = last['parts'].filter((part): part is MessagePart => isRecord(part) && typeof part['type'] === 'string');
  if (last['role'] === 'assistant') return { kind: 'continue', id, messageId: lastId, ...toolAnswers(last, parts) };
  if (last['role'] !== 'user') throw new InvalidRequestError('The last message must be from the user.');

  const text = parts
    .filter((part): part is TextPart => part.type === 'text' && typeof (part as TextPart).text === 'string')
    .map((part) => part.text)
    .join('\n\n');
  const files = parts.filter((part): part is FilePart => part.type === 'file').map(checkFile);
  if (text.trim() === '' && files.length === 0) {
    throw new InvalidRequestError('Write a message or attach a file.', 'empty_message');
  }
  return { kind: 'submit', id, messageId: lastId, text, files, ...(messageId ? { replaces: messageId } : {}) };
}

/**
 * The checked body of `POST /chat/:id/tool-outputs`.
 * @throws {InvalidRequestError}
 */
export function parseToolOutputs(body: unknown): ToolOutputsRequest {
  if (!isRecord(body)) throw new InvalidRequestError('The body must be a JSON object.');
  const runId = requireString(body, 'runId');
  const { outputs } = body;
  if (!Array.isArray(outputs) || outputs.length === 0) {
    throw new InvalidRequestError('"outputs" must be an array with at least one answer.');
  }
  return { runId, outputs: outputs.map(checkAnswer) };
}

/** Body of `POST /threads` and `PATCH /threads/:id`. */
export interface ThreadRequest {
  title?: string;
  metadata?: Record<string, string>;
}

/**
 * The checked body of a thread's creation or change: a title up to 200 and up to 4 facts of up to 200 UTF-16 code units.
 * @throws {InvalidRequestError}
 */
export function parseThreadRequest(body: unknown): ThreadRequest {
  if (!isRecord(body)) throw new InvalidRequestError('The body must be a JSON object.');
  const { title, metadata } = body;
  if (title !== undefined && (typeof title !== 'string' || title.length > 200)) {
    throw new InvalidRequestError('"title" must be a string of at most 200 characters.');
  }
  if (metadata !== undefined) {
    const entries = isRecord(metadata) ? Object.entries(metadata) : undefined;
    const fits = (text: unknown) => typeof text === 'string' && text.length <= 200;
    if (!entries || entries.length > 4 || !entries.every(([key, value]) => fits(value) && key.length <= 40)) {
      throw new InvalidRequestError('"metadata" must hold at most 4 strings of at most 200 characters.');
    }
  }
  return {
    ...(title === undefined ? {} : { title }),
    ...(metadata === undefined ? {} : { metadata: metadata as Record<string, string> }),
  };
}

function checkFile(part: FilePart): FilePart {
  if (typeof part.url !== 'string' || typeof part.mediaType !== 'string') {
    throw new InvalidRequestError('A file part must have a "url" and a "mediaType".');
  }
  return part;
}

function checkAnswer(answer: unknown): ToolAnswer {
  if (isRecord(answer)) {
    const { toolCallId, approvalId, approved, errorText, reason } = answer;
    if (typeof approvalId === 'string' && typeof approved === 'boolean') {
      return { approvalId, approved, ...(typeof reason === 'string' ? { reason } : {}) };
    }
    if (typeof toolCallId === 'string' && typeof errorText === 'string') return { toolCallId, errorText };
    if (typeof toolCallId === 'string' && 'output' in answer) return { toolCallId, output: answer['output'] };
  }
  throw new InvalidRequestError('Each output needs a "toolCallId" with "output" or "errorText", or an "approvalId".');
}

/** The answers a page has put into its copy of the assistant's message, and the run that waits for them. */
function toolAnswers(
  message: Record<string, unknown>,
  parts: MessagePart[],
): { runId?: string; outputs: ToolAnswer[] } {
  const step = parts.findLastIndex((part) => part.type === 'step-start');
  const outputs = parts.slice(step + 1).flatMap((part): ToolAnswer[] => {
    if (!isToolPart(part) || part.providerExecuted) return approvalAnswer(part as ToolPart);
    if (part.state === 'output-available') return [{ toolCallId: part.toolCallId, output: part.output }];
    if (part.state === 'output-error') {
      return [{ toolCallId: part.toolCallId, errorText: part.errorText ?? `${toolName(part)} failed.` }];
    }
    return approvalAnswer(part);
  });
  if (outputs.length === 0) throw new InvalidRequestError('The last message answers no tool.');
  const run = isRecord(message['metadata']) ? message['metadata']['run'] : undefined;
  return { ...(isRecord(run) && typeof run['id'] === 'string' ? { runId: run['id'] } : {}), outputs };
}

function approvalAnswer(part: MessagePart): ToolAnswer[] {
  if (!isToolPart(part) || part.state !== 'approval-responded' || !part.approval) return [];
  const { id, approved = false, reason } = part.approval;
  return [{ approvalId: id, approved, ...(reason === undefined ? {} : { reason }) }];
}

function requireString(record: Record<string, unknown>, key: string): string {
  const value = record[key];
  if (typeof value !== 'string' || value === '' || value.length > 1024) {
    throw new InvalidRequestError(`"${key}" must be a string of at most 1024 characters.`);
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
