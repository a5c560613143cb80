import type { Block, HtmlBlock, MathBlock } from '../block.ts';
import type { BlockView } from './block-view.ts';
import type { Drawing } from './drawing.ts';
import { FormulaView } from './formula-view.ts';
import { LinesView } from './lines-view.ts';

/** A formula or a piece of raw HTML. */
export class VerbatimView implements BlockView {
  readonly node = document.createElement('div');
  readonly #block: Block;
  readonly #content: LinesView | FormulaView;

  constructor(block: HtmlBlock | MathBlock, drawing: Drawing) {
    const isFormula = block.type === 'math';
    this.#block = block;
    if (block.parent?.type === 'root') this.node.dir = 'auto';
    this.node.setAttribute('part', isFormula ? 'math display' : 'html');
    this.#content = isFormula ? new FormulaView(this.node, drawing) : new LinesView(this.node, drawing);
  }

  shows(block: Block): boolean {
    return block.type === this.#block.type && block.start === this.#block.start;
  }

  update(block: Block): void {
    if (this.#content instanceof LinesView && block.type === 'html') this.#content.update(block);
    else if (block.type === 'math') this.#content.update(block);
  }
}
