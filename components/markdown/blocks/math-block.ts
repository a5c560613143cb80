import type { MathBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

/** `$$` or `\[` alone on its line; a formula that shares its line with others is read as text, see `inlines/math.ts`. */
export function startMath(parser: BlockParser): StartedBlock {
  const { line } = parser;
  const [, opening] = /^(\$\$|\\\[)[ \t]*$/.exec(line.rest) ?? [];
  if (line.indented || !opening) return null;
  parser.closeUnmatched();
  const closing = opening === '$$' ? '$$' : '\\]';
  parser.openLeaf<MathBlock>({ type: 'math', closing, lines: [] }, line.nonspace);
  return 'done';
}
