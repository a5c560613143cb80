import type { Chunk } from '../../../protocol/index.ts';
import { status } from './status.ts';

/** What the model lets see of its thinking, in pieces that each have a key of their own. */
export class ReasoningPart {
  readonly #itemId: string;
  readonly #pieces = new Map<string, { text: string; isOpen: boolean }>();

  constructor(itemId: string) {
    this.#itemId = itemId;
  }

  *begin(): Generator<Chunk> {
    yield status('reasoning', 'Thinking');
  }

  *add(key: string, delta: string): Generator<Chunk> {
    const id = `${this.#itemId}:${key}`;
    let piece = this.#pieces.get(key);
    if (!piece) {
      piece = { text: '', isOpen: true };
      this.#pieces.set(key, piece);
      yield { type: 'reasoning-start', id };
    }
    if (!piece.isOpen || delta === '') return;
    piece.text += delta;
    yield { type: 'reasoning-delta', id, delta };
  }

  /** @param text the whole of it, where the service says so; what has been sent before stands */
  *finish(key: string, text = ''): Generator<Chunk> {
    if (!this.#pieces.has(key) && text === '') return;
    yield* this.add(key, '');
    const piece = this.#pieces.get(key);
    if (!piece?.isOpen) return;
    if (text.startsWith(piece.text)) yield* this.add(key, text.slice(piece.text.length));
    piece.isOpen = false;
    yield { type: 'reasoning-end', id: `${this.#itemId}:${key}` };
  }

  *close(): Generator<Chunk> {
    for (const key of this.#pieces.keys()) yield* this.finish(key);
  }
}
