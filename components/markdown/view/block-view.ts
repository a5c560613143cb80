import type { Block } from '../block.ts';

/** What shows one block while it may still change. When the block is final the view goes, and only its nodes stay. */
export interface BlockView {
  /** Stands among the nodes of its siblings, one node for each block. */
  readonly node: ChildNode;
  /** True when this view can go on with the block: it is the same one, though perhaps parsed anew. */
  shows(block: Block): boolean;
  update(block: Block): void;
  /** Takes everything away that is not within `node`. */
  remove?(): void;
}

export type CreateBlockView = (block: Block) => BlockView;
