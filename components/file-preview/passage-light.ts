import { createPassagePainter, type LitRanges } from '../annotated-message/passage-painter.ts';
import type { FoundPassage } from './find-passage.ts';

/** Finds where a range of the source shows in the document. */
type Measure = (start: number, end: number) => Range[];

/** As many frames as an element has to stay where it is. */
const framesToSettle = 5;

/** Lights passages of a previewed document, and brings the one that somebody wants to see into view. */
export class PassageLight {
  readonly #painter = createPassagePainter();

  #revealed = 0;
  #measured: (() => LitRanges) | undefined;

  /** Lights all places; scrolls to the current one. */
  show(places: readonly (FoundPassage | null)[], current: number, measure: Measure): void {
    const rangesOf = (place: FoundPassage | null | undefined): Range[] =>
      place ? measure(place.start, place.end) : [];
    this.#measured = () => ({ cited: places.flatMap(rangesOf), active: rangesOf(places[current]) });
    this.#painter.paint(this.#measured);
    // Painted by elements, the ranges lie elsewhere now.
    const node = rangesOf(places[current])[0]?.startContainer;
    const element = node instanceof Element ? node : node?.parentElement;
    if (element) this.#reveal(element);
  }

  /** Lets the document change under the light, which stays on the same words. */
  keepOver(change: () => void): void {
    this.#painter.lift();
    change();
    if (this.#measured) this.#painter.paint(this.#measured);
  }

  clear(): void {
    this.#revealed++;
    this.#measured = undefined;
    this.#painter.clear();
  }

  /**
   * Scrolls to an element, and again while what is above it gets its real height, which it has only once it is laid out.
   * Ends when the element stays where it is, or somebody scrolls elsewhere.
   */
  #reveal(element: Element): void {
    const turn = ++this.#revealed;
    let framesInPlace = 0;
    let top = Number.NaN;
    const elsewhere = new AbortController();
    const { signal } = elsewhere;
    for (const type of ['wheel', 'pointerdown', 'keydown', 'touchmove'])
      element.ownerDocument.addEventListener(type, () => elsewhere.abort(), { signal, capture: true, passive: true });
    const step = (): void => {
      if (turn !== this.#revealed || signal.aborted || framesInPlace === framesToSettle) return elsewhere.abort();
      element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      const now = element.getBoundingClientRect().top;
      framesInPlace = now === top ? framesInPlace + 1 : 0;
      top = now;
      requestAnimationFrame(step);
    };
    step();
  }
}
