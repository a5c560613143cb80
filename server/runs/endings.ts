import type { Chunk, FinishReason, RunStatus, RunUsage } from '../../protocol/index.ts';
import type { AssistantError } from '../assistant-error.ts';

/** The last chunks of a run that came to an end of its own, or that waits for somebody. */
export function reachedEnding(
  { runId = '', usage }: { runId: string | undefined; usage: RunUsage | undefined },
  status: RunStatus,
  finishReason: FinishReason,
  incompleteReason?: string,
): Chunk[] {
  const run = { id: runId, status, ...(usage ? { usage } : {}), ...(incompleteReason ? { incompleteReason } : {}) };
  return [
    { type: 'message-metadata', messageMetadata: { run } },
    { type: 'finish', finishReason },
  ];
}

/** The last chunks of a run that a person has stopped. */
export function cancelledEnding(runId: string): Chunk[] {
  return [
    { type: 'message-metadata', messageMetadata: { run: { id: runId, status: 'cancelled' } } },
    { type: 'abort', reason: 'user' },
    { type: 'finish' },
  ];
}

/** The last chunks of a run that failed after its first, or that the service gave up; AI SDK clients read nothing after `error`. */
export function failedEnding(runId: string, error: AssistantError, status: RunStatus = 'failed'): Chunk[] {
  return [
    { type: 'message-metadata', messageMetadata: { run: { id: runId, status } } },
    { type: 'data-error', transient: true, data: error.toWire() },
    { type: 'error', errorText: error.message },
  ];
}
