import type { Block, FootnoteBlock } from '../block.ts';
import { BlockList } from './block-list.ts';
import type { BlockView, CreateBlockView } from './block-view.ts';
import { setContentOf } from './content-of.ts';
import type { Drawing } from './drawing.ts';
import { footnotesOf } from './footnotes.ts';

/** The definition of a footnote: nothing where it stands, its content in the list at the end. */
export class FootnoteView implements BlockView {
  readonly node = new Comment();
  readonly #block: FootnoteBlock;
  readonly #drawing: Drawing;
  readonly #content: HTMLElement;
  readonly #list: BlockList;

  constructor(block: FootnoteBlock, create: CreateBlockView, drawing: Drawing) {
    this.#block = block;
    this.#drawing = drawing;
    this.#content = footnotesOf(drawing).open(block.label, block.start, drawing);
    setContentOf(this.node, this.#content);
    this.#list = new BlockList(this.#content, create);
  }

  shows(block: Block): boolean {
    return block.type === 'footnote' && block.start === this.#block.start && block.label === this.#block.label;
  }

  update(block: Block): void {
    if (block.type === 'footnote') this.#list.update(block.children);
  }

  remove(): void {
    footnotesOf(this.#drawing).close(this.#content);
  }
}
