import type { MathBlock } from '../block.ts';
import type { MathInline } from '../inlines/inline.ts';
import type { Drawing } from './drawing.ts';

/** Draws a formula, given without its delimiters; undefined where it cannot be read, or nothing is there to draw it. */
export type DrawFormula = (source: string, display: boolean) => Element | undefined | Promise<Element | undefined>;

export interface Formula {
  readonly source: string;
  readonly display: boolean;
  /** Where it begins in the source of the document. */
  readonly start: number;
}

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
  /** By the place of the formula. Most views have none. */
  #texts: Map<number, { source: string; text: string }> | null = null;

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
    const known = this.#texts?.get(start);
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
    this.#texts ??= new Map();
    this.#texts.set(start, { source, text: drawn.textContent ?? '' });
  }
}

export function formulaOfBlock({ lines, start }: MathBlock): Formula {
  return { source: lines.map(({ text }) => text).join('\n'), display: true, start };
}

export function formulaOfInline({ children, display, start }: MathInline): Formula {
  const whole = children.map(({ value }) => value).join('');
  const delimiter = whole.startsWith('\\') || whole.startsWith('$$') ? 2 : 1;
  return { source: whole.slice(delimiter, -delimiter), display, start };
}
