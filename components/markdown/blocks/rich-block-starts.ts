import { startQuote, type BlockStart } from './block-starts.ts';
import { startFencedCode, startIndentedCode } from './code.ts';
import { startFootnote } from './footnote.ts';
import { startHeading, startUnderlinedHeading } from './heading.ts';
import { startHtml } from './html-block.ts';
import { startItem } from './list-item.ts';
import { startMath } from './math-block.ts';
import { startRule } from './rule.ts';
import { startTable } from './table.ts';

/** Of all blocks, in the order in which they are tried. */
export const blockStarts: readonly BlockStart[] = [
  startQuote,
  startHeading,
  startFencedCode,
  startMath,
  startHtml,
  startUnderlinedHeading,
  startRule,
  startFootnote,
  startItem,
  startIndentedCode,
  startTable,
];
