import type { TableBlock, TextBlock } from '../block.ts';
import type { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { insertionsOf } from './leaf-insertions.ts';
import { LeafWriter } from './leaf-writer.ts';

/** The inlines of a paragraph, heading or cell in its element. */
export class TextView {
  readonly #drawing: Drawing;
  readonly #writer: LeafWriter;

  constructor(element: Element, drawing: Drawing, start: number) {
    this.#drawing = drawing;
    this.#writer = new LeafWriter(element, drawing, start);
  }

  update(block: TextBlock, table?: TableBlock): void {
    const { settled, tail } = this.#drawing.markdown.content(block);
    const insertions = insertionsOf(block, this.#drawing, table);
    this.#writer.write(settled, tail, insertions, (cursor) => this.#writeTask(cursor, block));
  }

  /** The box of a task stands in the first paragraph of its item. */
  #writeTask(cursor: DomCursor, block: TextBlock): void {
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
