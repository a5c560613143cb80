import type { Drawing } from './drawing.ts';
import { FormulaView } from './formula-view.ts';
import type { Leaf } from './leaves.ts';
import { LinesView } from './lines-view.ts';

/** Draws code, raw HTML or a formula anew, whose view is gone. */
export function redrawLines({ block, element }: Leaf, drawing: Drawing): void {
  if (block.type === 'math') new FormulaView(element, drawing).update(block);
  else if (block.type === 'code' || block.type === 'html') new LinesView(element, drawing).update(block);
}
