import type { Block } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import { startHeading, startUnderlinedHeading } from './heading.ts';
import { startItem } from './list-item.ts';
import { startRule } from './rule.ts';

/** The block that has begun; `done` when the line is used up by it; null when none begins here. */
export type StartedBlock = Block | 'done' | null;
export type BlockStart = (parser: BlockParser, container: Block, isDeep: boolean) => StartedBlock;

/** Of the blocks of prose, in the order in which they are tried. */
export const proseStarts: readonly BlockStart[] = [
  startQuote,
  startHeading,
  startUnderlinedHeading,
  startRule,
  startItem,
];

export function startQuote(parser: BlockParser, _container: Block, isDeep: boolean): StartedBlock {
  const { line } = parser;
  if (line.indented || isDeep || line.text[line.nonspace] !== '>') return null;
  line.toNonspace();
  const position = line.position;
  line.skip(1);
  line.skipOptionalSpace();
  parser.closeUnmatched();
  return parser.openContainer({ type: 'quote' }, position);
}
