import type { Block } from '../block.ts';
import type { BlockView, CreateBlockView } from './block-view.ts';
import { CodeView } from './code-view.ts';
import type { Drawing } from './drawing.ts';
import { FootnoteView } from './footnote-view.ts';
import { TableView } from './table-view.ts';
import { VerbatimView } from './verbatim-view.ts';

/** The view for a block that is none of prose; null for one that is. */
export function createRichView(block: Block, drawing: Drawing, create: CreateBlockView): BlockView | null {
  switch (block.type) {
    case 'footnote':
      return new FootnoteView(block, create, drawing);
    case 'code':
      return new CodeView(block, drawing);
    case 'table':
      return new TableView(block, drawing);
    case 'html':
    case 'math':
      return new VerbatimView(block, drawing);
    default:
      return null;
  }
}
