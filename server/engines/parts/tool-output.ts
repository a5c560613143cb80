import type { Chunk } from '../../../protocol/index.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import { announcement } from './announce-file.ts';
import { functionFiles } from './function-file.ts';
import type { MessageScope } from './message-scope.ts';

export interface FunctionOutput {
  type: 'function_call_output';
  call_id?: string | null;
  output: unknown;
}

interface ApprovalResponse {
  type: 'mcp_approval_response';
  approval_request_id: string;
  approve: boolean;
  reason?: string | null;
}

/** An answer to a question of the model, as an item of the conversation. */
export type AnswerItem = FunctionOutput | ApprovalResponse;

/** Why a function gave nothing, where it is not its own doing: a person did not let it run, or its time was over. */
export type FailureCause = 'denied' | 'timeout';

/** What a function gave, as the model reads it: text as it is, everything else as JSON. */
export function writeOutput(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}

/** The failure of a function, as the model reads it. */
export function writeError(message: string, cause?: FailureCause): string {
  return JSON.stringify({ error: message, ...(cause ? { cause } : {}) });
}

/** True for what `writeError` has written. */
export function isError(output: string): boolean {
  return failureOf(readOutput(output)) !== undefined;
}

/** What the page sees of a function's output, and of the files in it. */
export function* outputChunks(
  { call_id, output }: FunctionOutput,
  name: string,
  scope: MessageScope,
): Generator<Chunk> {
  const toolCallId = call_id ?? '';
  const value = typeof output === 'string' ? readOutput(output) : output;
  const failure = failureOf(value);
  if (failure) {
    yield failureChunk(failure, toolCallId, name, scope.isServerFunction(name));
    return;
  }
  yield { type: 'tool-output-available', toolCallId, output: value };
  const { names } = scope;
  for (const { id, name } of functionFiles(value, names)) {
    if (!scope.isNew(`file ${id}`)) continue;
    const filename = safeFilename(name);
    yield announcement({ id, filename, mediaType: mediaTypeOf(filename), url: names.fileUrl(id) }, toolCallId);
  }
}

function failureChunk({ error, cause }: Failure, toolCallId: string, name: string, isServers: boolean): Chunk {
  if (cause === 'denied') return { type: 'tool-output-denied', toolCallId };
  if (cause === 'timeout') {
    return { type: 'tool-output-error', toolCallId, errorText: `"${name}" took too long and was ended.` };
  }
  // What a function of the server says when it fails is for the model; it may tell of things behind the server.
  return { type: 'tool-output-error', toolCallId, errorText: isServers ? `"${name}" failed.` : error };
}

function readOutput(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

interface Failure {
  error: string;
  cause?: FailureCause;
}

/** Only what is written as a failure is one: a function may well give an object that has an `error` beside other things. */
function failureOf(value: unknown): Failure | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { error, cause, ...others } = value as Partial<Failure>;
  return typeof error === 'string' && Object.keys(others).length === 0
    ? { error, ...(cause ? { cause } : {}) }
    : undefined;
}
