import { findPassage, type FoundPassage, type SoughtPassage } from './find-passage.ts';

/** How far the search for a passage has come. */
export type FoundState = 'sought' | 'whole' | 'part' | 'missing';

/** Whoever shows a document has looked for the passages in it. */
export class PassagesPlacedEvent extends Event {
  /** One for each passage. */
  readonly states: readonly FoundState[];

  constructor(states: readonly FoundState[]) {
    super('passages-placed', { bubbles: true, composed: true });
    this.states = states;
  }
}

/** Where the passages stand in a text; null for those that do not. */
export function placePassages(text: string, passages: readonly SoughtPassage[]): (FoundPassage | null)[] {
  return passages.map((passage) => findPassage(text, passage));
}

/** What there is to say about the places. */
export function foundStates(places: readonly (FoundPassage | null)[]): FoundState[] {
  return places.map((place) => (place === null ? 'missing' : place.isWhole ? 'whole' : 'part'));
}

declare global {
  interface HTMLElementEventMap {
    'passages-placed': PassagesPlacedEvent;
  }
}
