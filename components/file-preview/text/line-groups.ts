import type { CodeToken } from '../../markdown/index.ts';
import type { GroupTokens } from './code-reading.ts';
import { LineIndex, type LinePiece } from './line-index.ts';

export interface LineGroupsOptions {
  /** Scrolls the lines. */
  scroller: Element;
  /** A group has got its lines. */
  onFilled: (group: number) => void;
}

/**
 * The lines of a text as a piece of document, in groups. A group gets its lines when it comes near the window of its scroller;
 * until then it is as high as they would be.
 */
export class LineGroups {
  readonly index: LineIndex;
  readonly #groups: readonly HTMLElement[];
  readonly #observer: IntersectionObserver;
  readonly #onFilled: (group: number) => void;
  readonly #pieces = new WeakMap<Element, LinePiece>();

  constructor(text: string, container: Element, { scroller, onFilled }: LineGroupsOptions) {
    this.index = new LineIndex(text);
    this.#onFilled = onFilled;
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

  /** The groups that have their lines. */
  get filled(): number[] {
    return this.#groups.flatMap((group, number) => (group.firstChild ? [number] : []));
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

  /** Gives the lines of a group that is there the colours of their tokens; ranges in them are to be found anew. */
  color(group: number, tokens: GroupTokens): void {
    for (const [at, line] of [...(this.#groups[group]?.children ?? [])].entries()) {
      const piece = this.#pieces.get(line);
      const found = tokens[at] ?? [];
      if (piece && found.length > 0) line.replaceChildren(...inColors(piece.text, found));
    }
  }

  disconnect(): void {
    this.#observer.disconnect();
  }

  #rangesIn(line: Element, start: number, end: number): Range[] {
    const piece = this.#pieces.get(line);
    if (!piece) return [];
    const from = Math.max(0, start - piece.start);
    const to = Math.min(piece.text.length, end - piece.start);
    if (from >= to) return [];
    const range = document.createRange();
    range.setStart(...placeIn(line, from));
    range.setEnd(...placeIn(line, to));
    return [range];
  }

  #fill(group: Element): void {
    if (group.firstChild) return;
    this.#observer.unobserve(group);
    const number = this.#groups.indexOf(group as HTMLElement);
    const lines = this.index.pieces(number).map((piece) => {
      const line = document.createElement('div');
      line.className = 'line';
      if (piece.number !== undefined) line.dataset['line'] = String(piece.number);
      line.append(piece.text);
      this.#pieces.set(line, piece);
      return line;
    });
    group.append(...lines);
    group.toggleAttribute('data-filled', true);
    this.#onFilled(number);
  }
}

/** The text node that holds an offset of a line, and where in it. */
function placeIn(line: Element, offset: number): [node: Node, offset: number] {
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
    if (left <= text.length) return [text, left];
    left -= text.length;
  }
  return [line, line.childNodes.length];
}

function inColors(text: string, tokens: readonly CodeToken[]): (Element | string)[] {
  const pieces: (Element | string)[] = [];
  let done = 0;
  for (const { start, end, kind } of tokens) {
    const token = document.createElement('span');
    token.dataset['token'] = kind;
    token.textContent = text.slice(start, end);
    pieces.push(text.slice(done, start), token);
    done = end;
  }
  return [...pieces, text.slice(done)].filter((piece) => piece !== '');
}
