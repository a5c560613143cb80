import type { Block } from '../block.ts';
import type { BlockView } from './block-view.ts';
import type { Drawing } from './drawing.ts';
import { FormulaView } from './formula-view.ts';
import { LinesView } from './lines-view.ts';
import { TextView } from './text-view.ts';

/** A paragraph, heading, rule, formula or piece of raw HTML. */
export class LeafView implements BlockView {
  readonly node: HTMLElement;
  readonly #block: Block;
  readonly #text: TextView | null = null;
  readonly #lines: LinesView | null = null;
  readonly #formula: FormulaView | null = null;

  constructor(block: Block, drawing: Drawing) {
    this.#block = block;
    this.node = document.createElement(tagOf(block));
    if (block.parent?.type === 'root') this.node.dir = 'auto';
    if (block.type === 'paragraph' || block.type === 'heading')
      this.#text = new TextView(this.node, drawing, block.start);
    else if (block.type === 'html') {
      this.node.setAttribute('part', 'html');
      this.#lines = new LinesView(this.node, drawing);
    } else if (block.type === 'math') {
      this.node.setAttribute('part', 'math display');
      this.#formula = new FormulaView(this.node, drawing);
    }
  }

  shows(block: Block): boolean {
    return block.type === this.#block.type && block.start === this.#block.start && tagOf(block) === this.node.localName;
  }

  update(block: Block): void {
    if (block.type === 'paragraph' || block.type === 'heading') this.#text?.update(block);
    else if (block.type === 'html') this.#lines?.update(block);
    else if (block.type === 'math') this.#formula?.update(block);
  }
}

function tagOf(block: Block): keyof HTMLElementTagNameMap {
  switch (block.type) {
    case 'paragraph':
      return 'p';
    case 'heading':
      return `h${block.level}` as 'h1';
    case 'rule':
      return 'hr';
    default:
      return 'div';
  }
}
