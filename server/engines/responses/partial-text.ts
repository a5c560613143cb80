import type { Chunk } from '../../../protocol/index.ts';

/** What a person has read of a response so far; the service forgets it when the response does not come to its end. */
export class PartialText {
  #texts = new Map<string, string>();

  note(chunk: Chunk): void {
    if (chunk.type === 'start-step') this.#texts = new Map();
    if (chunk.type === 'text-delta') this.#texts.set(chunk.id, (this.#texts.get(chunk.id) ?? '') + chunk.delta);
  }

  get text(): string {
    return [...this.#texts.values()].join('\n\n');
  }
}
