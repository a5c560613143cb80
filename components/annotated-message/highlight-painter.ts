import type { LitRanges, PassagePainter } from './passage-painter.ts';

/** The names in `CSS.highlights` under which a page can style, or read, the words that rest on sources. */
export const highlightNames = { cited: 'assistant-citation', active: 'assistant-citation-active' } as const;

/** Paints by the CSS Custom Highlight API: one highlight of each name in the document, with the ranges of all its messages. */
export class HighlightPainter implements PassagePainter {
  readonly isIntrusive = false;
  readonly #painted = { cited: new Set<Range>(), active: new Set<Range>() };

  paint(measure: () => LitRanges): void {
    const ranges = measure();
    this.#sync('cited', ranges.cited);
    this.#sync('active', ranges.active);
  }

  /** Ranges follow the text by themselves. */
  lift(): void {}

  clear(): void {
    this.#sync('cited', []);
    this.#sync('active', []);
  }

  #sync(layer: keyof LitRanges, ranges: readonly Range[]): void {
    const painted = this.#painted[layer];
    if (painted.size === 0 && ranges.length === 0) return;
    const wanted = new Set(ranges);
    const name = highlightNames[layer];
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    for (const range of painted) if (!wanted.has(range)) highlight.delete(range);
    for (const range of wanted) if (!painted.has(range)) highlight.add(range);
    this.#painted[layer] = wanted;
    if (layer === 'active') highlight.priority = 1;
    // An empty highlight would stay for ever: nobody is the last to leave.
    if (highlight.size === 0) CSS.highlights.delete(name);
    else if (!CSS.highlights.has(name)) CSS.highlights.set(name, highlight);
  }
}
