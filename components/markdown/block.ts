/** A part of the source: `[start, end)` in UTF-16 code units. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** What a leaf block holds of one line. */
export interface SourceLine {
  /** Where `text` begins in the source. */
  readonly start: number;
  readonly text: string;
  /** Spaces before `text` that stand for the rest of a tab which a container has eaten half of. */
  readonly padding: number;
}

export type Alignment = 'start' | 'center' | 'end' | null;

interface BlockBase {
  start: number;
  end: number;
  parent: ContainerBlock | null;
  /** Later lines may still belong to it. */
  open: boolean;
  /** A complete line has closed it: whatever comes, it stays as it is. */
  final: boolean;
}

interface ContainerBase extends BlockBase {
  readonly children: Block[];
  /** The last line that was blank at this level, to tell loose lists from tight ones; -1 for none. */
  blankLine: number;
  /** A child has begun here, be it that it held only definitions and is gone. */
  begun: boolean;
  readonly depth: number;
}

export interface RootBlock extends ContainerBase {
  readonly type: 'root';
}

export interface QuoteBlock extends ContainerBase {
  readonly type: 'quote';
}

export interface ListBlock extends ContainerBase {
  readonly type: 'list';
  readonly ordered: boolean;
  /** The bullet, or the delimiter after the number: another one begins another list. */
  readonly marker: string;
  /** The number of the first item. */
  readonly first: number;
  /** Its paragraphs stand apart. Turns from false to true at most once. */
  loose: boolean;
}

export interface ItemBlock extends ContainerBase {
  readonly type: 'item';
  /** Columns a line must be indented by to go on with this item. */
  readonly indent: number;
  readonly line: number;
  task: 'open' | 'done' | null;
}

export interface FootnoteBlock extends ContainerBase {
  readonly type: 'footnote';
  readonly label: string;
}

export interface ParagraphBlock extends BlockBase {
  readonly type: 'paragraph';
  lines: SourceLine[];
}

export interface HeadingBlock extends BlockBase {
  readonly type: 'heading';
  readonly level: number;
  readonly lines: SourceLine[];
}

export interface RuleBlock extends BlockBase {
  readonly type: 'rule';
}

export interface CodeFence {
  readonly character: string;
  readonly length: number;
  readonly indent: number;
}

export interface CodeBlock extends BlockBase {
  readonly type: 'code';
  /** Null for code that is only indented. */
  readonly fence: CodeFence | null;
  /** What stands behind the opening fence, escapes resolved. */
  readonly info: string;
  lines: SourceLine[];
}

export interface HtmlBlock extends BlockBase {
  readonly type: 'html';
  /** The kind of the specification, 1 to 7, which says how it ends. */
  readonly kind: number;
  readonly lines: SourceLine[];
}

export interface MathBlock extends BlockBase {
  readonly type: 'math';
  readonly closing: string;
  readonly lines: SourceLine[];
}

export interface TableBlock extends BlockBase {
  readonly type: 'table';
  readonly alignments: readonly Alignment[];
  readonly children: RowBlock[];
  /** How many cells its rows lack. */
  missing: number;
  /** The delimiter row has not come, so it may still turn out to be a line of a paragraph. */
  readonly undecided: boolean;
}

export interface RowBlock extends SourceRange {
  readonly type: 'row';
  readonly header: boolean;
  readonly children: readonly CellBlock[];
  final: boolean;
}

export interface CellBlock extends SourceRange {
  readonly type: 'cell';
  readonly header: boolean;
  readonly alignment: Alignment;
  readonly line: SourceLine;
  /** A bar stands behind it, so that nothing can be added. */
  readonly closed: boolean;
}

export type ContainerBlock = RootBlock | QuoteBlock | ListBlock | ItemBlock | FootnoteBlock;
export type LineBlock = ParagraphBlock | CodeBlock | HtmlBlock | MathBlock;
export type Block = ContainerBlock | LineBlock | HeadingBlock | RuleBlock | TableBlock;
/** Blocks whose text is read for emphasis, links and the like. */
export type TextBlock = ParagraphBlock | HeadingBlock | CellBlock;

export function isContainer(block: Block): block is ContainerBlock {
  return 'depth' in block;
}
