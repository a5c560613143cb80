import {
  MarkdownDocument,
  type Block,
  type CellBlock,
  type Inline,
  type RowBlock,
  type TextInline,
} from '../../../../components/markdown/index.ts';

export function parse(source: string): MarkdownDocument {
  const document = new MarkdownDocument();
  document.append(source);
  document.end();
  return document;
}

export type AnyBlock = Block | RowBlock | CellBlock;

export function* blocksOf(block: AnyBlock): Generator<AnyBlock> {
  yield block;
  if ('children' in block) for (const child of block.children) yield* blocksOf(child);
}

export function* inlinesWithin(nodes: readonly Inline[]): Generator<Inline> {
  for (const node of nodes) {
    yield node;
    if ('children' in node) yield* inlinesWithin(node.children);
  }
}

/** All text leaves of a document that show as text. Descriptions of images show as pictures or on buttons. */
export function* leavesOf(document: MarkdownDocument): Generator<TextInline> {
  for (const block of blocksOf(document.root)) {
    if (block.type === 'paragraph' || block.type === 'heading' || block.type === 'cell')
      yield* textsOf(document.inlines(block));
    else if ('lines' in block)
      for (const { start, text } of block.lines) yield { type: 'text', value: text, start, end: start + text.length };
  }
}

function* textsOf(nodes: readonly Inline[]): Generator<TextInline> {
  for (const node of nodes) {
    if (node.type === 'text') yield node;
    else if ('children' in node && node.type !== 'image') yield* textsOf(node.children);
  }
}
