import type { Block } from '../block.ts';
import type { BlockView } from './block-view.ts';
import { CodeView } from './code-view.ts';
import { ContainerView, FootnoteView } from './container-view.ts';
import type { Drawing } from './drawing.ts';
import { LeafView } from './leaf-view.ts';
import { TableView } from './table-view.ts';

/** The view for a block and, through it, for the blocks within. */
export function createBlockView(block: Block, drawing: Drawing): BlockView {
  const create = (child: Block) => createBlockView(child, drawing);
  switch (block.type) {
    case 'root':
    case 'quote':
    case 'list':
    case 'item':
      return new ContainerView(block, create);
    case 'footnote':
      return new FootnoteView(block, create, drawing);
    case 'code':
      return new CodeView(block, drawing);
    case 'table':
      return new TableView(block, drawing);
    default:
      return new LeafView(block, drawing);
  }
}
