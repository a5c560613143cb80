import type { Chunk } from '../../../protocol/index.ts';

/** Adds a chunk to those that wait; pieces of the same text become one, so that a message is rebuilt once and not per token. */
export function mergeChunk(waiting: Chunk[], chunk: Chunk): void {
  const last = waiting.at(-1);
  const merged = last && joined(last, chunk);
  if (merged) waiting[waiting.length - 1] = merged;
  else waiting.push(chunk);
}

function joined(first: Chunk, second: Chunk): Chunk | undefined {
  if (first.type !== second.type) return undefined;
  switch (first.type) {
    case 'text-delta':
    case 'reasoning-delta': {
      const next = second as typeof first;
      return next.id === first.id ? { ...first, ...next, delta: `${first.delta ?? ''}${next.delta ?? ''}` } : undefined;
    }
    case 'tool-input-delta': {
      const next = second as typeof first;
      if (next.toolCallId !== first.toolCallId) return undefined;
      return { ...first, inputTextDelta: first.inputTextDelta + next.inputTextDelta };
    }
    default:
      return undefined;
  }
}
