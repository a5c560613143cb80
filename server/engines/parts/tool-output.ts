import type { Chunk } from '../../../protocol/index.ts';

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

/** What a function gave, as the model reads it: text as it is, everything else as JSON. */
export function writeOutput(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}

/** The failure of a function, as the model reads it. */
export function writeError(message: string): string {
  return JSON.stringify({ error: message });
}

/** What the page sees of a function's output. */
export function outputChunk({ call_id, output }: FunctionOutput, name: string, isServerFunction: boolean): Chunk {
  const toolCallId = call_id ?? '';
  const value = typeof output === 'string' ? readOutput(output) : output;
  const error = errorOf(value);
  if (error === undefined) return { type: 'tool-output-available', toolCallId, output: value };
  // What a function of the server says when it fails is for the model; it may tell of things behind the server.
  return { type: 'tool-output-error', toolCallId, errorText: isServerFunction ? `"${name}" failed.` : error };
}

function readOutput(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function errorOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return undefined;
  const { error } = value as { error?: unknown };
  return typeof error === 'string' ? error : undefined;
}
