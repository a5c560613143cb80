import type { Block } from '../block.ts';
import type { BlockView, CreateBlockView } from './block-view.ts';

/**
 * The nodes of the blocks in a container: the child at each place shows the block at that place. Blocks that are final are never
 * looked at again.
 */
export class BlockList {
  readonly #parent: Element;
  readonly #create: CreateBlockView;
  /** Node behind the last block. */
  readonly #end: () => ChildNode | null;
  #final = 0;
  /** Of the blocks that are not final. */
  readonly #views: BlockView[] = [];

  constructor(parent: Element, create: CreateBlockView, end: () => ChildNode | null = () => null) {
    this.#parent = parent;
    this.#create = create;
    this.#end = end;
  }

  update(blocks: readonly Block[]): void {
    for (let n = this.#final; n < blocks.length; n++) {
      const block = blocks[n];
      if (block) this.#show(block, n - this.#final);
    }
    for (const view of this.#views.splice(blocks.length - this.#final)) removeView(view);
    while (blocks[this.#final]?.final) {
      this.#final++;
      this.#views.shift();
    }
  }

  #show(block: Block, index: number): void {
    const current = this.#views[index];
    if (current?.shows(block)) return current.update(block);
    const view = this.#create(block);
    this.#views[index] = view;
    current?.remove?.();
    // Before it is in the page, where every node that comes is told to everybody.
    view.update(block);
    if (current) current.node.replaceWith(view.node);
    else this.#parent.insertBefore(view.node, this.#end());
  }
}

function removeView(view: BlockView): void {
  view.remove?.();
  view.node.remove();
}
