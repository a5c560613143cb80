import type { DrawnInline } from './code-colors.ts';
import { beginning, DomCursor, type DomPlace } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { InsertionQueue, type Insertion } from './insertions.ts';
import { writeInlines } from './write-inlines.ts';

/** Writes text into an element. It remembers how far the text stands for good, and goes on from there. */
export class LeafWriter {
  readonly #element: Element;
  readonly #drawing: Drawing;
  readonly #start: number;
  /** The node of the element before which the text ends. */
  readonly #stop: () => ChildNode | null;
  #settled: readonly DrawnInline[] | null = null;
  #tail: readonly DrawnInline[] = [];
  #insertions: readonly Insertion[] = [];
  #count = 0;
  #inserted = 0;
  #place: DomPlace = beginning;

  /** `start` is where the text begins in the source. */
  constructor(element: Element, drawing: Drawing, start: number, stop: () => ChildNode | null = () => null) {
    this.#element = element;
    this.#drawing = drawing;
    this.#start = start;
    this.#stop = stop;
  }

  /** Writes inlines: `settled` those that stand, as long as it is the same array; `tail` those that may change. */
  write(
    settled: readonly DrawnInline[],
    tail: readonly DrawnInline[],
    insertions: readonly Insertion[],
    writeFirst?: (cursor: DomCursor) => void,
  ): void {
    const drawing = this.#drawing;
    const isSame = settled === this.#settled && drawing.insertions === this.#insertions;
    if (isSame && settled.length === this.#count && tail === this.#tail) return;
    if (!isSame || settled.length < this.#count) this.#reset();
    this.#settled = settled;
    this.#tail = tail;
    drawing.changedFrom = Math.min(drawing.changedFrom, settled[this.#count - 1]?.end ?? this.#start);
    const queue = new InsertionQueue(insertions, this.#inserted);
    const cursor = new DomCursor(this.#element, this.#place, this.#stop());
    if (this.#count === 0) writeFirst?.(cursor);
    if (settled.length > 0) {
      writeInlines(cursor, settled.slice(this.#count), queue, drawing);
      this.#count = settled.length;
      this.#place = cursor.place();
      this.#inserted = queue.index;
    }
    writeInlines(cursor, tail, queue, drawing);
    for (let element = queue.takeUpTo(Infinity); element; element = queue.takeUpTo(Infinity)) cursor.insert(element);
    cursor.end();
  }

  #reset(): void {
    this.#insertions = this.#drawing.insertions;
    this.#count = 0;
    this.#inserted = 0;
    this.#place = beginning;
  }
}
