import type { Block } from '../block.ts';
import { rich } from '../rich.ts';
import type { BlockView } from './block-view.ts';
import { ContainerView } from './container-view.ts';
import type { Drawing } from './drawing.ts';
import { LeafView } from './leaf-view.ts';

/** The view for a block and, through it, for the blocks within. */
export function createBlockView(block: Block, drawing: Drawing): BlockView {
  const create = (child: Block) => createBlockView(child, drawing);
  switch (block.type) {
    case 'root':
    case 'quote':
    case 'list':
    case 'item':
      return new ContainerView(block, create);
    default:
      return rich?.createBlockView(block, drawing, create) ?? new LeafView(block, drawing);
  }
}
