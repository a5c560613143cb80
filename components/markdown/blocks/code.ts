import type { Block, CodeBlock } from '../block.ts';
import { unescapeText } from '../inlines/escape.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

export function startFencedCode(parser: BlockParser): StartedBlock {
  const { line } = parser;
  if (line.indented) return null;
  const character = line.text[line.nonspace];
  if (character !== '`' && character !== '~') return null;
  const opening = /^(`{3,})(?!.*`)(.*)$|^(~{3,})(.*)$/.exec(line.rest);
  if (!opening) return null;
  const indent = line.indent;
  const length = (opening[1] ?? opening[3] ?? '').length;
  const info = unescapeText((opening[2] ?? opening[4] ?? '').trim());
  parser.closeUnmatched();
  parser.openLeaf<CodeBlock>({ type: 'code', fence: { character, length, indent }, info, lines: [] }, line.nonspace);
  return 'done';
}

export function startIndentedCode(parser: BlockParser, container: Block): StartedBlock {
  const { line } = parser;
  if (!line.indented || container.type === 'paragraph' || parser.maybeLazy) return null;
  line.skipColumns(4);
  parser.closeUnmatched();
  return parser.openLeaf<CodeBlock>({ type: 'code', fence: null, info: '', lines: [] }, line.position);
}
