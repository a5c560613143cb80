import type { Drawing } from './drawing.ts';
import type { Formula } from './formula.ts';

/** Draws a formula, given without its delimiters; undefined where it cannot be read, or nothing is there to draw it. */
export type DrawFormula = (source: string, display: boolean) => Element | undefined | Promise<Element | undefined>;

interface ShownFormula {
  readonly source: string;
  drawn: Element | null;
}

/** By the element that holds a formula, which stands in one view only. */
const shownFormulas = new WeakMap<Element, ShownFormula>();

/** The formulas of a view that are drawn. */
export class Formulas {
  readonly #draw: DrawFormula | undefined;
  readonly #drawLate: Drawing['drawLate'];
  /** By the place of the formula. */
  readonly #texts = new Map<number, { source: string; text: string }>();

  constructor(draw: DrawFormula | undefined, drawLate: Drawing['drawLate']) {
    this.#draw = draw;
    this.#drawLate = drawLate;
  }

  /** What draws the formula in `holder`; null where its source shows. It is drawn once; `redraw` is called when that takes its time. */
  drawnIn(holder: Element, formula: Formula, redraw: () => void): Element | null {
    const known = shownFormulas.get(holder);
    if (known?.source === formula.source) return known.drawn;
    const shown: ShownFormula = { source: formula.source, drawn: null };
    shownFormulas.set(holder, shown);
    const drawn = this.#draw?.(formula.source, formula.display);
    if (drawn instanceof Promise) void this.#wait(drawn, holder, shown, formula, redraw);
    else this.#take(drawn, shown, formula);
    return shown.drawn;
  }

  /** The text of the drawn formula at a place; undefined where its source shows. */
  textOf({ start, source }: Pick<Formula, 'start' | 'source'>): string | undefined {
    const known = this.#texts.get(start);
    return known?.source === source ? known.text : undefined;
  }

  async #wait(
    drawing: Promise<Element | undefined>,
    holder: Element,
    shown: ShownFormula,
    formula: Formula,
    redraw: () => void,
  ): Promise<void> {
    const drawn = await drawing;
    if (!drawn || shownFormulas.get(holder) !== shown) return;
    this.#take(drawn, shown, formula);
    this.#drawLate(formula.start, redraw);
  }

  #take(drawn: Element | undefined, shown: ShownFormula, { start, source }: Formula): void {
    if (!drawn) return;
    shown.drawn = drawn;
    this.#texts.set(start, { source, text: drawn.textContent ?? '' });
  }
}

/** Those of a drawing, which has none until somebody asks. */
export function formulasOf(drawing: Drawing): Formulas {
  return (drawing.formulas ??= new Formulas(drawing.drawFormula, drawing.drawLate));
}
