import type { OpenedTurn } from './opened-turn.ts';

/** How long the stream of a turn is held for whoever answers, in milliseconds; that follows at once, or never. */
const keepMs = 30_000;

/** Turns that a message has begun and that nobody reads yet. */
export class OpenedTurns {
  readonly #turns = new Map<string, { turn: OpenedTurn; timer: ReturnType<typeof setTimeout> }>();

  keep(turn: OpenedTurn): void {
    const { turnId } = turn;
    this.#turns.set(turnId, { turn, timer: setTimeout(() => this.take(turnId)?.close(), keepMs) });
  }

  take(turnId: string): OpenedTurn | undefined {
    const kept = this.#turns.get(turnId);
    clearTimeout(kept?.timer);
    this.#turns.delete(turnId);
    return kept?.turn;
  }
}
