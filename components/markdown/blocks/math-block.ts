import type { MathBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

/** `$$` or `\[` alone on its line; a formula that shares its line with others is read as text, see `inlines/math.ts`. */
export function startMath(parser: BlockParser): StartedBlock {
  const { line } = parser;
  const character = line.text[line.nonspace];
  if (line.indented || (character !== '$' && character !== '\\')) return null;
  const opening = line.rest.trimEnd();
  if (opening !== '$$' && opening !== '\\[') return null;
  parser.closeUnmatched();
  const closing = opening === '$$' ? '$$' : '\\]';
  parser.openLeaf<MathBlock>({ type: 'math', closing, lines: [] }, line.nonspace);
  return 'done';
}
