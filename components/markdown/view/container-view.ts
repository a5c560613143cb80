import type { Block, ContainerBlock } from '../block.ts';
import { BlockList } from './block-list.ts';
import type { BlockView, CreateBlockView } from './block-view.ts';

/** A quote, a list or an item. */
export class ContainerView implements BlockView {
  readonly node: HTMLElement;
  readonly #block: ContainerBlock;
  readonly #list: BlockList;

  constructor(block: ContainerBlock, create: CreateBlockView) {
    this.#block = block;
    this.node = document.createElement(tagOf(block));
    if (block.parent?.type === 'root') this.node.dir = 'auto';
    if (block.type === 'list' && block.ordered && block.first !== 1)
      this.node.setAttribute('start', String(block.first));
    this.#list = new BlockList(this.node, create);
  }

  shows(block: Block): boolean {
    const { type, start } = this.#block;
    return block.type === type && block.start === start && tagOf(block) === this.node.localName;
  }

  update(block: Block): void {
    if (!('depth' in block)) return;
    this.#list.update(block.children);
    // Where the paragraphs of a list stand apart shows late; an attribute changes it without drawing them again.
    if (block.type === 'list') this.node.toggleAttribute('data-loose', block.loose);
    else if (block.type === 'item') this.node.toggleAttribute('data-task', block.task !== null);
  }
}

function tagOf(block: Block): 'blockquote' | 'ol' | 'ul' | 'li' {
  if (block.type === 'list') return block.ordered ? 'ol' : 'ul';
  return block.type === 'item' ? 'li' : 'blockquote';
}
