import type { MathInline } from '../inlines/inline.ts';
import { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { formulaOfInline, type Formula } from './formula.ts';
import { formulasOf } from './formulas.ts';

/** Writes a formula of a line into its element: drawn, or as its source with the delimiters. */
export function writeFormula(holder: HTMLElement, node: MathInline, drawing: Drawing): void {
  const formula = formulaOfInline(node);
  const drawn = formulasOf(drawing).drawnIn(holder, formula, () => writeFormula(holder, node, drawing));
  const cursor = new DomCursor(holder);
  if (drawn) putFormula(cursor, drawn, holder, formula, drawing);
  else for (const { value } of node.children) cursor.text(value);
  cursor.end();
}

/** Puts in what draws a formula. One that stands alone may be wider than the text: its box scrolls, also by keyboard. */
export function putFormula(
  cursor: DomCursor,
  drawn: Element,
  holder: HTMLElement,
  { display, start }: Formula,
  drawing: Drawing,
): void {
  // Its source may have been written here before, and what was found in that is gone.
  if (drawn.parentNode !== holder) drawing.changedFrom = Math.min(drawing.changedFrom, start);
  cursor.put(drawn);
  if (!display) return;
  holder.tabIndex = 0;
  holder.setAttribute('role', 'group');
  holder.setAttribute('aria-label', drawing.strings.formula);
}
