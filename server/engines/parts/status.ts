import type { StatusChunk } from '../../../protocol/index.ts';

/** A remark on what happens at this moment, which is not kept. */
export function status(phase: string, text: string, toolCallId?: string): StatusChunk {
  const data = { phase, ...(toolCallId === undefined ? {} : { toolCallId }), text };
  return { type: 'data-status', transient: true, data };
}
