import type { Chunk } from '../../../protocol/index.ts';

/** Chunks that wait for the next frame; pieces of the same text become one, so that a message is rebuilt once and not per token. */
export class WaitingChunks {
  #chunks: Chunk[] = [];
  /** The last one is a copy of our own, which may grow: with a copy per token the copying would cost more than the reading. */
  #isLastOwn = false;

  push(chunk: Chunk): void {
    const last = this.#chunks.at(-1);
    if (!last || !isContinued(last, chunk)) {
      this.#chunks.push(chunk);
      this.#isLastOwn = false;
      return;
    }
    const growing = this.#isLastOwn ? last : { ...last };
    append(growing, chunk);
    this.#chunks[this.#chunks.length - 1] = growing;
    this.#isLastOwn = true;
  }

  /** All of them, which then wait no more. */
  take(): Chunk[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }
}

function isContinued(first: Chunk, second: Chunk): boolean {
  switch (first.type) {
    case 'text-delta':
    case 'reasoning-delta':
      return second.type === first.type && second.id === first.id;
    case 'tool-input-delta':
      return second.type === first.type && second.toolCallId === first.toolCallId;
    default:
      return false;
  }
}

function append(growing: Chunk, next: Chunk): void {
  if (growing.type === 'tool-input-delta') {
    growing.inputTextDelta += (next as typeof growing).inputTextDelta;
  } else if (growing.type === 'text-delta' || growing.type === 'reasoning-delta') {
    const { delta, providerMetadata } = next as typeof growing;
    growing.delta = `${growing.delta ?? ''}${delta ?? ''}`;
    if (providerMetadata) growing.providerMetadata = providerMetadata;
  }
}
