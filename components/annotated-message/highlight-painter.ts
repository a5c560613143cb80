import { sameOr } from './same-or.ts';
import type { LitRanges, PassagePainter } from './passage-painter.ts';

/** As many as cost nothing worth speaking of. */
const fewRanges = 100;

const unlit: LitRanges = { cited: [], active: [] };

/** The names in `CSS.highlights` under which a page can style, or read, the words that rest on sources. */
export const highlightNames = { cited: 'assistant-citation', active: 'assistant-citation-active' } as const;

/** Paints by the CSS Custom Highlight API: one highlight of each name in the document, with the ranges of all its messages. */
export class HighlightPainter implements PassagePainter {
  readonly isIntrusive = false;
  #painted: LitRanges = unlit;

  /** A message by itself is lit at once; in a whole history that appears, those that will be seen are waited for. */
  get hasRoom(): boolean {
    return (CSS.highlights.get(highlightNames.cited)?.size ?? 0) < fewRanges;
  }

  paint(measure: () => LitRanges): void {
    const { cited, active } = measure();
    this.#painted = { cited: this.#sync('cited', cited), active: this.#sync('active', active) };
  }

  /** Ranges follow the text by themselves. */
  lift(): void {}

  clear(): void {
    this.paint(() => unlit);
  }

  /** The ranges that are lit now: those of before where nothing has changed, which is so in most frames of a stream. */
  #sync(layer: keyof LitRanges, ranges: readonly Range[]): readonly Range[] {
    const painted = this.#painted[layer];
    if (sameOr(painted, ranges) === painted) return painted;
    const wanted = new Set(ranges);
    const name = highlightNames[layer];
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    for (const range of painted) if (!wanted.has(range)) highlight.delete(range);
    for (const range of wanted) highlight.add(range);
    if (layer === 'active') highlight.priority = 1;
    // An empty highlight would stay for ever: nobody is the last to leave.
    if (highlight.size === 0) CSS.highlights.delete(name);
    else if (!CSS.highlights.has(name)) CSS.highlights.set(name, highlight);
    return ranges;
  }
}
