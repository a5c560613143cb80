import type { LitRanges, PassagePainter } from './passage-painter.ts';

/** What a style sheet knows a formula by that rests on a source. */
const litFormula = 'data-lit';

interface Cut {
  text: Text;
  /** What the text said before it was cut. */
  whole: string;
  pieces: ChildNode[];
}

/**
 * Paints by wrapping words in `<mark>`. The text nodes belong to the markdown view, so each stays where it is with the words
 * before its first mark, and gets the rest back when the paint is lifted. A formula, in which no mark may stand, is lit whole.
 */
export class MarkPainter implements PassagePainter {
  readonly isIntrusive = true;
  readonly hasRoom = true;
  #cuts: Cut[] = [];
  #formulas: readonly Element[] = [];

  paint(measure: () => LitRanges): void {
    this.lift();
    const { cited, active } = measure();
    const spans = new Map<Text, Span[]>();
    const formulas = new Map<Element, boolean>();
    for (const range of cited) collectSpans(range, false, spans, formulas);
    for (const range of active) collectSpans(range, true, spans, formulas);
    for (const [formula, isActive] of formulas) formula.setAttribute(litFormula, isActive ? 'active' : '');
    this.#formulas = [...formulas.keys()];
    this.#cuts = [...spans].map(([text, of]) => cut(text, of));
  }

  lift(): void {
    for (const formula of this.#formulas) formula.removeAttribute(litFormula);
    this.#formulas = [];
    for (const { text, whole, pieces } of this.#cuts) {
      for (const piece of pieces) piece.remove();
      text.data = whole;
    }
    this.#cuts = [];
  }

  clear(): void {
    this.lift();
  }
}

interface Span {
  start: number;
  end: number;
  isActive: boolean;
}

function collectSpans(
  range: Range,
  isActive: boolean,
  spans: Map<Text, Span[]>,
  formulas: Map<Element, boolean>,
): void {
  const root = range.commonAncestorContainer;
  const walker = root.ownerDocument?.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (
    let node: Node | null = root instanceof Text ? root : (walker?.nextNode() ?? null);
    node;
    node = walker?.nextNode() ?? null
  ) {
    const text = node as Text;
    if (!range.intersectsNode(text) || text.parentElement?.closest('button')) continue;
    const start = text === range.startContainer ? range.startOffset : 0;
    const end = text === range.endContainer ? range.endOffset : text.length;
    const formula = text.parentElement?.closest('math');
    if (start >= end) continue;
    if (formula) formulas.set(formula, isActive);
    else spans.set(text, [...(spans.get(text) ?? []), { start, end, isActive }]);
  }
}

/** Overlapping spans become marks side by side: what is lit twice is one mark. */
function cut(text: Text, spans: readonly Span[]): Cut {
  const whole = text.data;
  const bounds = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
  const pieces: ChildNode[] = [];
  for (const [n, start] of bounds.entries()) {
    const end = bounds[n + 1] ?? whole.length;
    if (start === end) continue;
    const over = spans.filter((span) => span.start <= start && span.end >= end);
    pieces.push(
      over.length === 0
        ? new Text(whole.slice(start, end))
        : mark(
            whole.slice(start, end),
            over.some(({ isActive }) => isActive),
          ),
    );
  }
  text.data = whole.slice(0, bounds[0]);
  text.after(...pieces);
  return { text, whole, pieces };
}

function mark(words: string, isActive: boolean): HTMLElement {
  const element = document.createElement('mark');
  element.textContent = words;
  element.toggleAttribute('data-active', isActive);
  return element;
}
