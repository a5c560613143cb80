import type { Block, LineBlock, ParagraphBlock, RowBlock, SourceLine, TableBlock } from './block.ts';
import type { BlockParser } from './blocks/block-parser.ts';
import type { BlockStart } from './blocks/block-starts.ts';
import type { Continuation } from './blocks/continue-block.ts';
import type { InlineParser } from './inlines/inline-parser.ts';
import type { RichReader } from './inlines/rich-reader.ts';
import type { BlockView, CreateBlockView } from './view/block-view.ts';
import type { DrawnInline } from './view/code-colors.ts';
import type { DomCursor } from './view/dom-cursor.ts';
import type { Drawing } from './view/drawing.ts';
import type { InsertionQueue } from './view/insertions.ts';
import type { Leaf } from './view/leaves.ts';

/**
 * What there is in markdown beyond prose: code, tables, formulas, raw HTML, entities, footnotes, images, and links that are written
 * without any syntax. It is nearly half of the engine, so a page may bring it when a text first needs it; see `proseEnd`.
 */
export interface RichMarkdown {
  /** Of all blocks, in the order in which they are tried. */
  readonly blockStarts: readonly BlockStart[];
  continueBlock(block: Block, line: BlockParser['line'], parser: BlockParser): Continuation;
  addRow(parser: BlockParser, table: TableBlock): RowBlock;
  endsHtml(block: LineBlock): boolean;
  trimBlankLines(block: Block): void;
  barOfHeader(text: string): number;
  suspectTable(paragraph: ParagraphBlock, header: SourceLine): TableBlock;
  createReader(parser: InlineParser): RichReader;
  decodeEntity(reference: string): string | null | undefined;
  loadEntities(): Promise<void>;
  /** Null for a block of prose. */
  createBlockView(block: Block, drawing: Drawing, create: CreateBlockView): BlockView | null;
  /** Draws a leaf anew that is not read for inlines. */
  redraw(leaf: Leaf, drawing: Drawing): void;
  writeInline(cursor: DomCursor, node: DrawnInline, queue: InsertionQueue, drawing: Drawing): void;
}

/** Undefined until somebody provides it: a text that needs it must not be read before. */
export let rich: RichMarkdown | undefined;

/** Has every document of the page read all of markdown from now on. */
export function provideRich(richMarkdown: RichMarkdown): void {
  rich = richMarkdown;
}
