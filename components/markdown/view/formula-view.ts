import type { MathBlock } from '../block.ts';
import { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { formulaOfBlock } from './formula.ts';
import { formulasOf } from './formulas.ts';
import { insertionsOf } from './leaf-insertions.ts';
import { LinesView } from './lines-view.ts';
import { putFormula } from './write-formula.ts';

/** A formula on lines of its own: its source while it grows, drawn when it is complete. */
export class FormulaView {
  readonly #element: HTMLElement;
  readonly #drawing: Drawing;
  readonly #lines: LinesView;

  constructor(element: HTMLElement, drawing: Drawing) {
    this.#element = element;
    this.#drawing = drawing;
    this.#lines = new LinesView(element, drawing);
  }

  update(block: MathBlock): void {
    const formula = formulaOfBlock(block);
    const formulas = formulasOf(this.#drawing);
    const drawn = block.final ? formulas.drawnIn(this.#element, formula, () => this.update(block)) : null;
    if (!drawn) return this.#lines.update(block);
    const cursor = new DomCursor(this.#element);
    putFormula(cursor, drawn, this.#element, formula, this.#drawing);
    for (const { element } of insertionsOf(block, this.#drawing)) cursor.insert(element);
    cursor.end();
  }
}
