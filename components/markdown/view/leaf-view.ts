import type { Block } from '../block.ts';
import type { BlockView } from './block-view.ts';
import type { Drawing } from './drawing.ts';
import { TextView } from './text-view.ts';

/** A paragraph, heading or rule. */
export class LeafView implements BlockView {
  readonly node: HTMLElement;
  readonly #block: Block;
  readonly #text: TextView;

  constructor(block: Block, drawing: Drawing) {
    this.#block = block;
    this.node = document.createElement(tagOf(block));
    if (block.parent?.type === 'root') this.node.dir = 'auto';
    this.#text = new TextView(this.node, drawing, block.start);
  }

  shows(block: Block): boolean {
    return block.type === this.#block.type && block.start === this.#block.start && tagOf(block) === this.node.localName;
  }

  update(block: Block): void {
    if (block.type === 'paragraph' || block.type === 'heading') this.#text.update(block);
  }
}

function tagOf(block: Block): keyof HTMLElementTagNameMap {
  switch (block.type) {
    case 'heading':
      return `h${block.level}` as 'h1';
    case 'rule':
      return 'hr';
    default:
      return 'p';
  }
}
