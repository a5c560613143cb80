import type { MarkdownDocument } from '../document.ts';
import type { ColorCode } from './code-colors.ts';
import type { DrawDiagram } from './diagram.ts';
import type { Footnotes } from './footnotes.ts';
import type { DrawFormula, Formulas } from './formulas.ts';
import type { Insertion } from './insertions.ts';
import type { MarkdownStrings } from './markdown-strings.ts';

export interface LinkDescription {
  readonly url: string;
  readonly title?: string;
  /** Where the link stands in the source, with its brackets. */
  readonly start: number;
  readonly end: number;
  /** A `sandbox:` path that stands in the text without brackets. */
  readonly bare: boolean;
  /** It is written as an image, but leads to no address of the web. */
  readonly image: boolean;
}

/** Draws a link: an element; null for its text only; undefined for what a view does by itself. */
export type DrawLink = (link: LinkDescription) => HTMLElement | null | undefined;

/** What the parts of a view share. */
export interface Drawing {
  readonly container: Element;
  readonly strings: MarkdownStrings;
  /** Null while the text has none, as most have not; likewise `formulas`. */
  footnotes: Footnotes | null;
  readonly drawLink: DrawLink | undefined;
  readonly allowImage: (url: URL) => boolean;
  readonly colorCode: ColorCode | undefined;
  readonly drawDiagram: DrawDiagram | undefined;
  readonly drawFormula: DrawFormula | undefined;
  formulas: Formulas | null;
  /** Draws what has become known by itself, without more text, and tells of it; nothing once the view is gone. */
  readonly drawLate: (from: number, draw: () => void) => void;
  /** Elements within text that are not text: controls, and what others have inserted. */
  readonly controls: WeakSet<Node>;
  /** Where links and images begin that show other words than their own. */
  readonly ownWords: Set<number>;
  readonly markdown: MarkdownDocument;
  /** Sorted by offset. */
  insertions: readonly Insertion[];
  /** The first place in the source whose DOM has changed in this update. */
  changedFrom: number;
}
