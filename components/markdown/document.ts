import type { Block, CellBlock, ParagraphBlock, RootBlock, RowBlock, SourceLine, TextBlock } from './block.ts';
import { BlockParser, isTask } from './blocks/block-parser.ts';
import { Checkpoint } from './blocks/checkpoint.ts';
import { linesBehindDefinitions } from './blocks/definition.ts';
import { Content } from './inlines/content.ts';
import type { Inline } from './inlines/inline.ts';
import type { BuiltInlines } from './inlines/build-inlines.ts';
import { parseInlines } from './inlines/parse-inlines.ts';
import { References } from './references.ts';
import { rich } from './rich.ts';

/** The inlines of a leaf block: those that stay as they are, to which more may be added at the end, and those behind them. */
export interface InlineContent {
  /** The same array as long as it only grows. */
  readonly settled: readonly Inline[];
  readonly tail: readonly Inline[];
}

/**
 * A text in which nothing is certain for so many characters is hostile. It is not read again before it has grown by so much, and
 * what is new waits until then: otherwise each character would cost the whole of it.
 */
const longText = 16_384;
const longGrowth = 2;

/** How far the open paragraph has been read for good. */
interface Reading {
  readonly paragraphStart: number;
  /** The line and the place in it from which to read on. */
  lineStart: number;
  column: number;
  readonly settled: Inline[];
}

/**
 * Markdown that may still grow: CommonMark 0.31 with GFM's tables, task lists, strikethrough, autolinks and footnotes, formulas,
 * and two things assistants write, `【…†…】` marks and `sandbox:` paths. Every node knows its `[start, end)` in the source.
 *
 * What `append` costs depends on what is new and on how deep the open blocks are nested, not on how much there is.
 */
export class MarkdownDocument {
  readonly #references = new References((start) => {
    if (this.#reading?.paragraphStart === start) this.#reading = null;
    this.#long = null;
  });
  readonly #parser = new BlockParser(this.#references);
  #source = '';
  /** The unfinished line, and where it begins. */
  #rest = '';
  #restStart = 0;
  #checkpoint: Checkpoint | null = null;
  #reading: Reading | null = null;
  /** The last reading of a text that is too long to be read again each time. */
  #long: { readonly start: number; readonly length: number; readonly built: BuiltInlines } | null = null;
  /** What shows of the header of a table that is not certain. */
  readonly #suspected = new Map<CellBlock, readonly Inline[]>();
  /** Where in the last line of the open paragraph such a header would begin that cannot be shown as one; -1 for nowhere. */
  #heldColumn = -1;
  /** The paragraph that such a header was taken from. What is left of it is certain. */
  #shortened: ParagraphBlock | null = null;

  get source(): string {
    return this.#source;
  }

  /** The tree as of now. While the text grows, blocks that are not `final` may be replaced by others with each `append`. */
  get root(): RootBlock {
    return this.#parser.root;
  }

  get ended(): boolean {
    return this.#references.ended;
  }

  /** Called when entities have been loaded that the text needs; see `takeChanged`. */
  set onentities(listener: (() => void) | undefined) {
    this.#references.onentities = listener;
  }

  /** Adds to the text. @throws {Error} when the document has ended. */
  append(text: string): void {
    if (this.ended) throw new Error('The document has ended. Begin another one to show other text.');
    this.#takeBack();
    this.#source += text;
    const hasLineEnd = this.#rest.endsWith('\r') || /[\r\n]/.test(text);
    this.#rest += text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
    if (hasLineEnd) this.#parseLines();
    this.#parseUnfinishedLine();
  }

  /** The text is complete: what is open is closed, and what was held back shows. */
  end(): void {
    if (this.ended) return;
    this.#takeBack();
    if (this.#rest !== '') this.#parser.parse(this.#rest.replace(/\r$/, ''), this.#restStart);
    this.#rest = '';
    this.#parser.growing = null;
    this.#parser.end();
    this.#references.end();
  }

  /** Names of entities are being loaded that the text needs. */
  get lacksEntities(): boolean {
    return this.#references.lacksEntities;
  }

  /** True for the leaf block that holds the unfinished line. */
  isGrowing(block: Block): boolean {
    return this.#parser.growing === block;
  }

  /** The inlines of a paragraph, heading or cell. */
  inlines(block: TextBlock): Inline[] {
    const { settled, tail } = this.content(block);
    return mergeTexts([...settled, ...tail]);
  }

  /** The inlines of a paragraph, heading or cell, divided so that a view need not look at all of them each time. */
  content(block: TextBlock): InlineContent {
    switch (block.type) {
      case 'paragraph':
        return this.#readParagraph(block);
      case 'heading':
        return {
          settled: [],
          tail: this.#read(block, Content.ofLines(block.lines, 0, ''), this.#parser.growing === block).nodes,
        };
      case 'cell':
        return { settled: [], tail: this.#suspected.get(block) ?? this.#readCell(block).nodes };
    }
  }

  /**
   * Where the blocks begin whose inlines have changed since the last call, although they may be final: a definition came late,
   * entities were loaded, or the text has ended without what they waited for. In ascending order.
   */
  takeChanged(): number[] {
    return this.#references.takeChanged();
  }

  #takeBack(): void {
    this.#checkpoint?.restore();
    this.#checkpoint = null;
    this.#suspected.clear();
    this.#heldColumn = -1;
    this.#shortened = null;
  }

  #parseLines(): void {
    const lineEnd = /\r\n?|\n/g;
    const text = this.#rest;
    let start = 0;
    for (let match = lineEnd.exec(text); match; match = lineEnd.exec(text)) {
      // A `\n` may follow that belongs to it.
      if (match[0] === '\r' && lineEnd.lastIndex === text.length) break;
      this.#parser.parse(text.slice(start, match.index), this.#restStart + start);
      start = lineEnd.lastIndex;
    }
    this.#rest = text.slice(start);
    this.#restStart += start;
  }

  #parseUnfinishedLine(): void {
    const parser = this.#parser;
    parser.growing = null;
    if (this.#rest === '' && parser.tip.type !== 'paragraph') return;
    this.#checkpoint = new Checkpoint(parser);
    parser.unfinished = true;
    if (this.#rest !== '') parser.parse(withoutHalf(this.#rest), this.#restStart);
    this.#suspectTable();
    parser.unfinished = false;
  }

  #suspectTable(): void {
    const paragraph = this.#parser.tip;
    if (!rich || paragraph.type !== 'paragraph') return;
    const isGrowing = this.#parser.growing === paragraph;
    const lines = behindDefinitions(paragraph, isGrowing ? '' : '\n');
    const before = lines.slice(0, -1);
    const header = lines.at(-1);
    const bar = rich.barOfHeader(header?.text ?? '');
    if (!header || bar < 0) return;
    if (before.length > 0 && !this.#read(paragraph, Content.ofLines(before, 0, '\n'), true).certain) {
      // What is open before it might end within it.
      this.#heldColumn = bar;
      return;
    }
    if (before.length === 0) paragraph.parent?.children.pop();
    this.#shortened = paragraph;
    const [row] = rich.suspectTable(paragraph, header).children;
    if (!row) return;
    this.#parser.growing = isGrowing ? row : null;
    this.#showSuspected(row, header);
  }

  /** Shows the cells up to the first in which something is open that might end in another one. */
  #showSuspected(row: RowBlock, header: SourceLine): void {
    let isCertain = true;
    for (const cell of row.children) {
      // A marker that touches the bar means other things in a cell than in a paragraph.
      const [suffix = ''] = /^[ \t]+/.exec(header.text.slice(cell.end - header.start)) ?? [];
      const built: BuiltInlines | null = isCertain
        ? this.#read(cell, Content.ofLines([cell.line], 0, suffix), true)
        : null;
      this.#suspected.set(cell, built?.nodes ?? []);
      isCertain &&= built?.certain ?? false;
    }
  }

  #read(block: TextBlock, content: Content, growing: boolean, holdFrom = Infinity): BuiltInlines {
    const { length } = content.text;
    const start = content.offset(0);
    const known = this.#long;
    if (growing && known?.start === start && length < known.length * longGrowth) return known.built;
    const built = parseInlines(content, this.#references.contextOf(block.start), growing, holdFrom);
    this.#long = growing && built.cut === 0 && length > longText ? { start, length, built } : null;
    return built;
  }

  #readCell(cell: CellBlock): BuiltInlines {
    const row = this.#parser.growing;
    const growing = !cell.closed && row?.type === 'row' && row.children.includes(cell);
    return this.#read(cell, Content.ofCell(cell.line, growing), growing);
  }

  #readParagraph(block: ParagraphBlock): InlineContent {
    const reading = this.#readingOf(block);
    const open = block.open && !this.ended;
    const growing = open && this.#shortened !== block;
    const suffix = open && this.#parser.growing !== block ? '\n' : '';
    const isBegun = reading.column > 0 || reading.lineStart > reading.paragraphStart;
    const lines = open && !isBegun ? behindDefinitions(block, suffix) : linesFrom(block.lines, reading.lineStart);
    const content = Content.ofLines(lines, reading.column, suffix);
    const held = growing && this.#heldColumn >= 0 ? (block.lines.at(-1)?.text.length ?? 0) - this.#heldColumn : 0;
    const holdFrom = held > 0 ? content.text.length - suffix.length - held : Infinity;
    const built = this.#read(block, content, growing, holdFrom);
    if (built.cut === 0) return { settled: reading.settled, tail: built.nodes };
    for (const node of built.nodes.slice(0, built.cutNodes)) reading.settled.push(node);
    const cut = content.offset(built.cut);
    const line = lines.findLast(({ start }) => start <= cut);
    reading.lineStart = line?.start ?? 0;
    reading.column = cut - reading.lineStart;
    return { settled: reading.settled, tail: built.nodes.slice(built.cutNodes) };
  }

  /** A paragraph on the unfinished line is a new block with each character, but what was read of it stands. */
  #readingOf(block: ParagraphBlock): Reading {
    const known = this.#reading;
    const isSame = known?.paragraphStart === block.start && block.lines.some(({ start }) => start === known.lineStart);
    if (known && isSame) return known;
    const reading = { paragraphStart: block.start, lineStart: block.start, column: 0, settled: [] };
    if (block.open) this.#reading = reading;
    return reading;
  }
}

/** Without the first half of a line end or character that was cut in two. */
function withoutHalf(text: string): string {
  return /[\r\ud800-\udbff]/.test(text.at(-1) ?? '') ? text.slice(0, -1) : text;
}

/** The lines of an open paragraph that show. */
function behindDefinitions(block: ParagraphBlock, suffix: string): readonly SourceLine[] {
  return isTask(block) ? block.lines : linesBehindDefinitions(block.lines, suffix);
}

function linesFrom(lines: readonly SourceLine[], start: number): readonly SourceLine[] {
  return lines.slice(lines.findLastIndex((line) => line.start === start));
}

/** Text that was read in pieces is one leaf again. */
function mergeTexts(nodes: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    const isContinuation =
      node.type === 'text' && last?.type === 'text' && last.end === node.start && isVerbatim(last) && isVerbatim(node);
    if (isContinuation) merged[merged.length - 1] = { ...last, end: node.end, value: last.value + node.value };
    else merged.push(node);
  }
  return merged;
}

function isVerbatim({ value, start, end }: { value: string; start: number; end: number }): boolean {
  return value.length === end - start;
}
