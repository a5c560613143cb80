import type { DrawnInline } from './code-colors.ts';

/** An element that stands in the text: behind the visible character before `offset`. */
export interface Insertion {
  /** Offset in the source, in UTF-16 code units. */
  readonly offset: number;
  readonly element: HTMLElement;
}

/** The insertions of one leaf block on their way into it, in order. */
export class InsertionQueue {
  readonly #insertions: readonly Insertion[];
  #index: number;

  constructor(insertions: readonly Insertion[], index = 0) {
    this.#insertions = insertions;
    this.#index = index;
  }

  get index(): number {
    return this.#index;
  }

  get next(): Insertion | undefined {
    return this.#insertions[this.#index];
  }

  /** The next one whose offset is not behind this place. */
  takeUpTo(offset: number): HTMLElement | null {
    const next = this.#insertions[this.#index];
    if (!next || next.offset > offset) return null;
    this.#index++;
    return next.element;
  }
}

/** Where the first character of an inline stands that shows; null where none does. */
export function firstVisible(node: DrawnInline): number | null {
  if (!('children' in node)) return node.type === 'reference-mark' ? null : node.start;
  if (node.type === 'image') return node.start;
  for (const child of node.children) {
    const start = firstVisible(child);
    if (start !== null) return start;
  }
  return null;
}
