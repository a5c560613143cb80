import type { Chunk } from '../../protocol/index.ts';
import type { AssistantError } from '../assistant-error.ts';

/** The last chunks of a run that a person has stopped. */
export function cancelledEnding(runId: string): Chunk[] {
  return [
    { type: 'message-metadata', messageMetadata: { run: { id: runId, status: 'cancelled' } } },
    { type: 'abort', reason: 'user' },
    { type: 'finish' },
  ];
}

/** The last chunks of a run that failed after its first; AI SDK clients read nothing after `error`. */
export function failedEnding(runId: string, error: AssistantError): Chunk[] {
  return [
    { type: 'message-metadata', messageMetadata: { run: { id: runId, status: 'failed' } } },
    { type: 'data-error', transient: true, data: error.toWire() },
    { type: 'error', errorText: error.message },
  ];
}
