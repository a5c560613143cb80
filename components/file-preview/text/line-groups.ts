import { LineIndex, type LinePiece } from './line-index.ts';

/**
 * The lines of a text as a piece of document, in groups. A group gets its lines when it comes near the window of its scroller;
 * until then it is as high as they would be.
 */
export class LineGroups {
  readonly index: LineIndex;
  readonly #groups: readonly HTMLElement[];
  readonly #observer: IntersectionObserver;
  readonly #pieces = new WeakMap<Element, LinePiece>();

  constructor(text: string, container: Element, scroller: Element) {
    this.index = new LineIndex(text);
    this.#groups = Array.from({ length: this.index.groups }, (_, n) => {
      const group = document.createElement('div');
      group.className = 'group';
      group.style.setProperty('--lines', String(this.index.linesIn(n)));
      return group;
    });
    container.replaceChildren(...this.#groups);
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) if (isIntersecting) this.#fill(target);
      },
      { root: scroller, rootMargin: '100% 0px' },
    );
    for (const group of this.#groups) this.#observer.observe(group);
  }

  /** The ranges that show what stands in `[start, end)` of the text, one for each line. */
  rangesOf(start: number, end: number): Range[] {
    const ranges: Range[] = [];
    for (let group = this.index.groupAt(start); group <= this.index.groupAt(end - 1); group++) {
      const element = this.#groups[group];
      if (!element) break;
      this.#fill(element);
      for (const line of element.children) ranges.push(...this.#rangesIn(line, start, end));
    }
    return ranges;
  }

  disconnect(): void {
    this.#observer.disconnect();
  }

  #rangesIn(line: Element, start: number, end: number): Range[] {
    const piece = this.#pieces.get(line);
    const { firstChild } = line;
    if (!piece || !firstChild) return [];
    const from = Math.max(0, start - piece.start);
    const to = Math.min(piece.text.length, end - piece.start);
    if (from >= to) return [];
    const range = document.createRange();
    range.setStart(firstChild, from);
    range.setEnd(firstChild, to);
    return [range];
  }

  #fill(group: Element): void {
    if (group.firstChild) return;
    this.#observer.unobserve(group);
    const lines = this.index.pieces(this.#groups.indexOf(group as HTMLElement)).map((piece) => {
      const line = document.createElement('div');
      line.className = 'line';
      if (piece.number !== undefined) line.dataset['line'] = String(piece.number);
      line.append(piece.text);
      this.#pieces.set(line, piece);
      return line;
    });
    group.append(...lines);
    group.toggleAttribute('data-filled', true);
  }
}
