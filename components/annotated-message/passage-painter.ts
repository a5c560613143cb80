import { HighlightPainter } from './highlight-painter.ts';
import { MarkPainter } from './mark-painter.ts';

/** The words to light: all that rest on a source, and among them those of the source somebody points at. */
export interface LitRanges {
  readonly cited: readonly Range[];
  readonly active: readonly Range[];
}

/** Lights words of one message without moving any. */
export interface PassagePainter {
  /** Whether it divides the text, so that ranges found before are wrong after. */
  readonly isIntrusive: boolean;
  /** Whether a message may be lit before it is known to be near the screen. */
  readonly hasRoom: boolean;
  /** Lights exactly the ranges that `measure` finds. */
  paint(measure: () => LitRanges): void;
  /** Leaves the text as its owner made it, which may change it now; until the next `paint` the paint may lie wrong. */
  lift(): void;
  /** Leaves nothing behind. */
  clear(): void;
}

/** The platform's highlights, which leave the document alone; `<mark>` elements in a browser that lacks them. */
export function createPassagePainter(): PassagePainter {
  return typeof Highlight === 'function' && CSS.highlights ? new HighlightPainter() : new MarkPainter();
}
