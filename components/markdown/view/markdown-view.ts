import { rich } from '../rich.ts';
import { BlockList } from './block-list.ts';
import type { ColorCode } from './code-colors.ts';
import { createBlockView } from './create-block-view.ts';
import type { DrawDiagram } from './diagram.ts';
import type { Drawing, DrawLink } from './drawing.ts';
import type { DrawFormula } from './formulas.ts';
import type { Insertion } from './insertions.ts';
import { KeptDocument } from './kept-document.ts';
import { leafBefore, type Leaf } from './leaves.ts';
import { defaultMarkdownStrings, type MarkdownStrings } from './markdown-strings.ts';
import { TextView } from './text-view.ts';

export interface MarkdownViewOptions {
  /**
   * Draws a link; the view writes the link's text into the element, unless it comes with words of its own. Null: only the text
   * shows; undefined: http, https, mailto and relative links become `<a>`, others show their text.
   */
  link?: DrawLink;
  /** True where an image may load by itself; others wait for a click. None may by default. */
  allowImage?: (url: URL) => boolean;
  /** Colours code, by spans with the attribute `data-token`, which the styles know; without it code is plain. */
  colorCode?: ColorCode | undefined;
  /** Draws formulas when they are complete; without it, and where it cannot, their source shows. */
  drawFormula?: DrawFormula | undefined;
  /** Draws complete blocks of code as diagrams; without it, and where it cannot, they are code. */
  drawDiagram?: DrawDiagram | undefined;
  strings?: Partial<MarkdownStrings>;
}

/** One for all views: an element stands in one of them only, and thousands of empty sets are not small. */
const controls = new WeakSet<Node>();

/**
 * Shows markdown in an element while it grows, by DOM calls alone: no HTML is ever made of the text, so there is nothing in it
 * that could run. Finished blocks keep their nodes.
 */
export class MarkdownView {
  /** Called after each change with the first offset in the source whose nodes may have changed. */
  onchange?: (from: number) => void;
  readonly container: Element;
  /** For those who read what is drawn: `rangesBetween`, `sentenceAt`. */
  readonly drawing: Drawing;
  readonly #kept = new KeptDocument();
  readonly #blocks: BlockList;
  /** What stands behind the blocks. */
  #footnotes: HTMLElement | null = null;
  #isFinished = false;
  #isGone = false;

  constructor(
    container: Element,
    { link, allowImage = () => false, colorCode, drawFormula, drawDiagram, strings }: MarkdownViewOptions = {},
  ) {
    const words = { ...defaultMarkdownStrings, ...strings };
    const kept = this.#kept;
    this.container = container;
    container.toggleAttribute('data-markdown', true);
    this.drawing = {
      container,
      strings: words,
      footnotes: null,
      drawLink: link,
      allowImage,
      colorCode,
      drawDiagram,
      drawFormula,
      formulas: null,
      drawLate: (from, draw) => this.#drawLate(from, draw),
      controls,
      ownWords: new Set(),
      insertions: [],
      changedFrom: Infinity,
      get markdown() {
        return kept.document;
      },
    };
    this.#blocks = new BlockList(
      container,
      (block) => createBlockView(block, this.drawing),
      () => this.#footnotes,
    );
    kept.document.onentities = () => this.#update();
  }

  get source(): string {
    return this.#kept.source;
  }

  /** Adds to the text, and shows what is new at once. @throws {Error} after `finish`. */
  append(text: string): void {
    this.drawing.markdown.append(text);
    this.#update();
  }

  /** The text is complete: what is open is closed, and what was held back shows. */
  finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.drawing.markdown.end();
    this.#update();
    this.drawing.footnotes?.settle();
    this.#kept.release();
  }

  /**
   * Elements that the view keeps behind the visible character before their offset, however the text grows. Replaces the earlier
   * ones; those whose text has not come yet wait for it.
   */
  setInsertions(insertions: readonly Insertion[]): void {
    const drawing = this.drawing;
    const earlier = drawing.insertions;
    const wanted = new Set(insertions.map(({ element }) => element));
    for (const { element } of earlier) if (!wanted.has(element)) element.remove();
    for (const { element } of insertions) drawing.controls.add(element);
    drawing.insertions = insertions.toSorted((one, other) => one.offset - other.offset);
    this.#redraw([...earlier, ...insertions].map(({ offset }) => offset));
    this.#update();
  }

  /** Takes everything out of the container. */
  destroy(): void {
    this.#isGone = true;
    this.drawing.markdown.onentities = undefined;
    this.container.replaceChildren();
    this.container.removeAttribute('data-markdown');
  }

  #update(): void {
    const drawing = this.drawing;
    const { markdown } = drawing;
    drawing.changedFrom = Infinity;
    this.#blocks.update(markdown.root.children);
    this.#showFootnotes(drawing.footnotes?.section ?? null);
    for (const start of markdown.takeChanged()) this.#redraw([start + 1]);
    // Those whose place has come within a finished block, or whose block has turned out to be none.
    const lacking = drawing.insertions.filter(({ element }) => !this.container.contains(element));
    this.#redraw(lacking.map(({ offset }) => offset).filter((offset) => offset <= markdown.source.length));
    if (this.#isFinished) this.#kept.release();
    if (drawing.changedFrom < Infinity) this.onchange?.(drawing.changedFrom);
  }

  #drawLate(from: number, draw: () => void): void {
    if (this.#isGone) return;
    this.drawing.changedFrom = from;
    draw();
    this.onchange?.(this.drawing.changedFrom);
  }

  #showFootnotes(section: HTMLElement | null): void {
    if (section === this.#footnotes) return;
    this.#footnotes?.remove();
    if (section) this.container.append(section);
    this.#footnotes = section;
  }

  /** Draws the finished leaves again in which these places are; the others are drawn with each update. */
  #redraw(offsets: readonly number[]): void {
    const { markdown } = this.drawing;
    const leaves = new Map<Node, Leaf>();
    for (const offset of offsets) {
      const leaf = leafBefore(markdown.root, this.container, offset);
      if (leaf?.final) leaves.set(leaf.element, leaf);
    }
    for (const leaf of leaves.values()) {
      const { element, block, table } = leaf;
      if (block.type === 'paragraph' || block.type === 'heading' || block.type === 'cell')
        new TextView(element, this.drawing, block.start).update(block, table);
      else rich?.redraw(leaf, this.drawing);
    }
  }
}
