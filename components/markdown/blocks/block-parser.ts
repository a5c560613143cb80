import type { Block, ContainerBlock, LineBlock, ParagraphBlock, RootBlock, RowBlock } from '../block.ts';
import { isContainer } from '../block.ts';
import { rich } from '../rich.ts';
import { proseStarts, type StartedBlock } from './block-starts.ts';
import { continueBlock } from './continue-block.ts';
import { takeDefinitions, type Definition } from './definition.ts';
import { Line } from './line.ts';
import { isUndecided } from './undecided.ts';

/** Containers within containers beyond this are text: deeper ones would only exhaust the stack of whoever walks the tree. */
const deepest = 100;

/** What the parser tells when a complete line has made it certain. */
export interface BlockListener {
  defined(label: string, definition: Definition): void;
  footnoteBegun(label: string): void;
}

/**
 * Builds the tree of blocks from lines, after the algorithm of the CommonMark specification (appendix "A parsing strategy").
 *
 * The last line of a text that grows is parsed while it is unfinished; the caller takes that back with a `Checkpoint`.
 */
export class BlockParser {
  readonly root: RootBlock = {
    type: 'root',
    start: 0,
    end: 0,
    parent: null,
    open: true,
    final: false,
    children: [],
    blankLine: -1,
    begun: false,
    depth: 0,
  };
  /** The deepest block that is open. */
  tip: Block = this.root;
  line = new Line('', 0);
  lineNumber = 0;
  /** The line may still grow, so nothing it does is final. */
  unfinished = false;
  /** Where the text of the unfinished line went. */
  growing: Block | RowBlock | null = null;
  readonly #listener: BlockListener;
  #oldTip: Block = this.root;
  #lastMatched: Block = this.root;

  constructor(listener: BlockListener) {
    this.#listener = listener;
  }

  /** Every open block has been continued by this line, so far. */
  get allMatched(): boolean {
    return this.#oldTip === this.#lastMatched;
  }

  /** The text of this line may continue a paragraph whose container it does not continue. */
  get maybeLazy(): boolean {
    return !this.allMatched && this.tip.type === 'paragraph';
  }

  parse(text: string, start: number): void {
    const line = new Line(text, start);
    this.line = line;
    this.lineNumber++;
    this.growing = null;
    this.#oldTip = this.tip;
    this.#lastMatched = this.root;
    const matched = this.#continueBlocks();
    if (!matched) return;
    const container = this.#startBlocks(matched);
    if (!container) return;
    this.#addText(container);
    if (line.blank) this.#noteBlankLine(container);
  }

  /** Closes everything: the text has ended. */
  end(): void {
    for (let block: Block | null = this.tip; block; block = block.parent) this.close(block);
  }

  /** The innermost block that goes on with this line, or null when the line has served its purpose. */
  #continueBlocks(): Block | null {
    for (let block: Block = this.root; ;) {
      const child: Block | undefined = isContainer(block) ? block.children.at(-1) : undefined;
      if (!child?.open) return block;
      const continuation = continueBlock(child, this.line, this);
      if (continuation === 'done') return null;
      if (continuation === 'no') return block;
      block = child;
      this.#lastMatched = child;
    }
  }

  #startBlocks(matched: Block): Block | null {
    let container = matched;
    while (isContainer(container) || container.type === 'paragraph' || container.type === 'table') {
      if (this.unfinished && isUndecided(this, container)) return null;
      const started: StartedBlock = this.line.blank ? null : this.#startBlock(container);
      if (started === 'done') return null;
      if (!started) break;
      container = started;
    }
    return container;
  }

  #startBlock(container: Block): StartedBlock {
    const isDeep = isContainer(container) && container.depth >= deepest;
    for (const start of rich?.blockStarts ?? proseStarts) {
      const started = start(this, container, isDeep);
      if (started) return started;
    }
    return null;
  }

  #addText(container: Block): void {
    const { line } = this;
    if (!line.blank && this.maybeLazy) {
      line.toNonspace();
      this.addLine(this.tip as LineBlock);
      return;
    }
    this.closeUnmatched();
    if (container.type === 'code' || container.type === 'math' || container.type === 'html') this.addLine(container);
    else if (line.blank) return;
    else if (container.type === 'table') {
      line.toNonspace();
      this.growing = rich?.addRow(this, container) ?? null;
    } else {
      line.toNonspace();
      if (container.type === 'paragraph') this.addLine(container);
      else this.#openParagraph(container);
    }
  }

  #openParagraph(container: Block): void {
    const { line } = this;
    if (container.type === 'item' && container.children.length === 0) {
      const task = /^\[([ xX])\][ \t]+(?=\S)/.exec(line.rest);
      if (task) {
        container.task = task[1] === ' ' ? 'open' : 'done';
        line.skip(3);
        line.toNonspace();
      }
    }
    this.addLine(this.openLeaf<ParagraphBlock>({ type: 'paragraph', lines: [] }, line.position));
  }

  /** Gives the rest of the line to a leaf block. */
  addLine(block: LineBlock): void {
    const { line } = this;
    block.lines.push(line.take());
    block.end = line.end;
    this.growing = block;
    if (rich?.endsHtml(block)) this.close(block);
  }

  openContainer<T extends ContainerBlock>(own: OwnOfContainer<T>, position: number): T {
    const parent = this.#makeRoom(own.type);
    const base = this.#base(parent, position);
    const { depth } = parent;
    return this.#open(
      parent,
      Object.assign(own, base, { children: [], blankLine: -1, begun: false, depth: depth + 1 }),
    );
  }

  openLeaf<T extends Block>(own: Own<T>, position: number): T {
    const parent = this.#makeRoom(own.type);
    return this.#open(parent, Object.assign(own, this.#base(parent, position)));
  }

  /** Closes the blocks that this line does not continue: it has begun something else. */
  closeUnmatched(): void {
    while (this.#oldTip !== this.#lastMatched) {
      const block: Block = this.#oldTip;
      this.#oldTip = block.parent ?? this.root;
      this.close(block);
    }
  }

  close(block: Block): void {
    block.open = false;
    block.final = !this.unfinished;
    this.tip = block.parent ?? this.root;
    if (isContainer(block)) block.end = Math.max(block.end, block.children.at(-1)?.end ?? 0);
    else if (block.type === 'paragraph') this.#closeParagraph(block);
    else rich?.trimBlankLines(block);
  }

  /** Tells of a footnote, once it is certain. */
  beginFootnote(label: string): void {
    if (!this.unfinished) this.#listener.footnoteBegun(label);
  }

  /** Takes out the definitions that a paragraph begins with. */
  takeDefinitions(block: ParagraphBlock): void {
    if (isTask(block)) return;
    const { lines, definitions } = takeDefinitions(block.lines);
    block.lines = lines;
    if (this.unfinished) return;
    for (const { label, definition } of definitions) this.#listener.defined(label, definition);
  }

  #closeParagraph(block: ParagraphBlock): void {
    this.takeDefinitions(block);
    const first = block.lines[0];
    const last = block.lines.at(-1);
    if (first && last) {
      block.start = first.start;
      block.end = last.start + last.text.trimEnd().length;
    } else block.parent?.children.pop();
  }

  /** Closes blocks until one can hold the new one. */
  #makeRoom(type: Block['type']): ContainerBlock {
    for (let block: Block = this.tip; ; block = this.tip) {
      if (isContainer(block) && (block.type === 'list') === (type === 'item')) return block;
      this.close(block);
    }
  }

  #base(parent: ContainerBlock, position: number) {
    return { start: this.line.offset(position), end: this.line.end, parent, open: true, final: false };
  }

  #open<T extends Block>(parent: ContainerBlock, started: object): T {
    const block = started as T;
    if (parent.begun && parent.blankLine === this.lineNumber - 1) {
      const list = parent.type === 'item' ? parent.parent : parent;
      if (list?.type === 'list') list.loose = true;
    }
    parent.begun = true;
    parent.children.push(block);
    this.tip = block;
    return block;
  }

  #noteBlankLine(container: Block): void {
    // Such a line says nothing about the distance between children: it is code, or the item has only begun.
    if (container.type === 'code' && container.fence) return;
    if (container.type === 'item' && !container.begun && container.line === this.lineNumber) return;
    for (let block: Block | null = container; block && block.type !== 'quote'; block = block.parent)
      if (isContainer(block)) block.blankLine = this.lineNumber;
  }
}

/** What a block has of its own; the parser adds the rest. */
type Own<T extends Block> = Omit<T, 'start' | 'end' | 'parent' | 'open' | 'final'> & { type: T['type'] };
type OwnOfContainer<T extends ContainerBlock> = Omit<Own<T>, 'children' | 'blankLine' | 'begun' | 'depth'> & {
  type: T['type'];
};

/** The text of a task, which nothing is taken from. */
export function isTask({ parent, start }: ParagraphBlock): boolean {
  return parent?.type === 'item' && parent.task !== null && parent.children[0]?.start === start;
}
