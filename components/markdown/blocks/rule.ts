import type { RuleBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

/** `---`, a thematic break. */
export function startRule(parser: BlockParser): StartedBlock {
  const { line } = parser;
  if (line.indented || !'*-_'.includes(line.text[line.nonspace] ?? ' ')) return null;
  if (!/^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(line.rest)) return null;
  parser.closeUnmatched();
  parser.close(parser.openLeaf<RuleBlock>({ type: 'rule' }, line.nonspace));
  return 'done';
}
