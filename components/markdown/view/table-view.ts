import type { Block, CellBlock, RowBlock, TableBlock } from '../block.ts';
import type { BlockView } from './block-view.ts';
import type { Drawing } from './drawing.ts';
import { TextView } from './text-view.ts';

const sides = { start: 'left', center: 'center', end: 'right' } as const;

/** A table in a box that scrolls where the table is too wide. */
export class TableView implements BlockView {
  readonly node = document.createElement('div');
  readonly #drawing: Drawing;
  readonly #start: number;
  readonly #columns: number;
  readonly #table = document.createElement('table');
  readonly #head = document.createElement('thead');
  readonly #body = document.createElement('tbody');
  /** Rows that stand for good. */
  #final = 0;

  constructor(block: TableBlock, drawing: Drawing) {
    this.#drawing = drawing;
    this.#start = block.start;
    this.#columns = block.alignments.length;
    this.node.setAttribute('part', 'table');
    this.node.setAttribute('role', 'group');
    this.node.setAttribute('aria-label', drawing.strings.table);
    this.node.tabIndex = 0;
    this.#table.dir = 'auto';
    this.#table.append(this.#head);
    this.node.append(this.#table);
  }

  shows(block: Block): boolean {
    // While a header is being written its columns increase.
    const { type, start } = block;
    return type === 'table' && start === this.#start && block.alignments.length >= this.#columns;
  }

  update(block: Block): void {
    if (block.type !== 'table') return;
    const { children: rows } = block;
    for (let n = this.#final; n < rows.length; n++) {
      const row = rows[n];
      if (row) this.#updateRow(row, n, block);
    }
    while (this.#body.childElementCount > Math.max(0, rows.length - 1)) this.#body.lastChild?.remove();
    if (this.#body.hasChildNodes() !== this.#body.isConnected) {
      if (this.#body.hasChildNodes()) this.#table.append(this.#body);
      else this.#body.remove();
    }
    while (rows[this.#final]?.final) this.#final++;
  }

  #updateRow(row: RowBlock, index: number, table: TableBlock): void {
    const parent = row.header ? this.#head : this.#body;
    const place = row.header ? 0 : index - 1;
    const element = (parent.childNodes[place] as HTMLElement | undefined) ?? document.createElement('tr');
    for (const [n, cell] of row.children.entries()) {
      const current = element.childNodes[n] as HTMLElement | undefined;
      const cellElement = current ?? document.createElement(cell.header ? 'th' : 'td');
      if (!current) element.append(cellElement);
      align(cellElement, cell);
      new TextView(cellElement, this.#drawing, cell.start).update(cell, table);
    }
    if (!element.parentNode) parent.append(element);
  }
}

function align(element: HTMLElement, { alignment }: CellBlock): void {
  if (alignment) element.setAttribute('align', sides[alignment]);
  else element.removeAttribute('align');
}
