import type { CellBlock, LineBlock, ParagraphBlock, SourceLine, TableBlock, TextBlock } from '../block.ts';
import type { Inline } from '../inlines/inline.ts';
import { beginning, DomCursor, type DomPlace } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { InsertionQueue, type Insertion } from './insertions.ts';
import { insertionsOf } from './leaf-insertions.ts';
import { writeInlines } from './write-inlines.ts';

/** The text of one leaf block in its element. It remembers how far the text is written for good, and goes on from there. */
export class TextView {
  readonly element: HTMLElement;
  readonly #drawing: Drawing;
  #settled: readonly (Inline | SourceLine)[] = [];
  #insertions: readonly Insertion[];
  #count = 0;
  #inserted = 0;
  #place: DomPlace = beginning;
  #settledEnd = 0;
  #tail: readonly Inline[] = [];

  constructor(element: HTMLElement, drawing: Drawing) {
    this.element = element;
    this.#drawing = drawing;
    this.#insertions = drawing.insertions;
  }

  /** Writes the inlines of a paragraph, heading or cell. */
  updateText(block: TextBlock, table?: TableBlock): void {
    const { settled, tail } = this.#drawing.markdown.content(block);
    this.#write(block, settled, settled.length, tail, table);
  }

  /** Writes lines as they are. The last one has no line break while it may go on. */
  updateLines(block: Exclude<LineBlock, ParagraphBlock>): void {
    const { lines } = block;
    const growing = this.#drawing.markdown.isGrowing(block);
    let complete = growing ? lines.length - 1 : lines.length;
    // Blank lines behind indented code are part of it only if more code follows.
    if (block.type === 'code' && !block.fence && block.open)
      while (complete > 0 && lines[complete - 1]?.text.trim() === '') complete--;
    const tail = lines
      .slice(complete)
      .flatMap((line, n) => inlinesOf(line, !growing || n < lines.length - complete - 1));
    this.#write(block, lines, complete, tail);
  }

  #write(
    block: TextBlock | LineBlock,
    settled: readonly (Inline | SourceLine)[],
    count: number,
    tail: readonly Inline[],
    table?: TableBlock,
  ): void {
    const drawing = this.#drawing;
    if (tail === this.#tail && count === this.#count && drawing.insertions === this.#insertions) return;
    this.#tail = tail;
    if (settled !== this.#settled || drawing.insertions !== this.#insertions || count < this.#count) this.#reset();
    this.#settled = settled;
    drawing.changedFrom = Math.min(drawing.changedFrom, this.#count > 0 ? this.#settledEnd : block.start);
    const insertions = insertionsOf(block, drawing, table);
    const queue = new InsertionQueue(insertions, this.#inserted);
    const cursor = new DomCursor(this.element, this.#place);
    if (this.#count === 0) this.#writeTask(cursor, block);
    for (; this.#count < count; this.#count++) {
      const node = settled[this.#count];
      if (!node) break;
      writeInlines(cursor, 'type' in node ? [node] : inlinesOf(node, true), queue, drawing);
      this.#settledEnd = 'type' in node ? node.end : node.start + node.text.length;
    }
    if (count > 0) {
      this.#place = cursor.place();
      this.#inserted = queue.index;
    }
    writeInlines(cursor, tail, queue, drawing);
    for (let { next } = queue; next; { next } = queue) {
      queue.takeUpTo(next.offset);
      cursor.insert(next.element);
    }
    cursor.end();
  }

  #reset(): void {
    this.#insertions = this.#drawing.insertions;
    this.#count = 0;
    this.#inserted = 0;
    this.#place = beginning;
  }

  /** The box of a task stands in the first paragraph of its item. */
  #writeTask(cursor: DomCursor, block: TextBlock | LineBlock | CellBlock): void {
    if (block.type !== 'paragraph' || block.parent?.type !== 'item' || !block.parent.task) return;
    if (block.parent.children[0] !== block) return;
    const { strings } = this.#drawing;
    const box = cursor.tag('input');
    const isDone = block.parent.task === 'done';
    box.type = 'checkbox';
    box.disabled = true;
    box.checked = isDone;
    box.setAttribute('aria-label', isDone ? strings.taskDone : strings.taskOpen);
  }
}

/** A line as text and, once it is complete, its line break. */
export function inlinesOf({ start, text, padding }: SourceLine, complete: boolean): Inline[] {
  const end = start + text.length;
  const nodes: Inline[] = [{ type: 'text', value: text, start, end }];
  if (padding > 0) nodes.unshift({ type: 'text', value: ' '.repeat(padding), start, end: start });
  if (complete) nodes.push({ type: 'softbreak', start: end, end: end + 1 });
  return nodes;
}
