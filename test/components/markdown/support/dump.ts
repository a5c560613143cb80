import type { Block, CellBlock, MarkdownDocument, RowBlock } from '../../../../components/markdown/index.ts';

/** The whole tree as text, to compare two. */
export function dump(document: MarkdownDocument): string {
  const describe = (block: Block | RowBlock | CellBlock): unknown => ({
    ...block,
    parent: undefined,
    blankLine: undefined,
    inlines:
      block.type === 'paragraph' || block.type === 'heading' || block.type === 'cell' ? document.inlines(block) : [],
    children: 'children' in block ? block.children.map(describe) : [],
  });
  return JSON.stringify(describe(document.root));
}
