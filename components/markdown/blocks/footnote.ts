import type { Block, FootnoteBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

/** `[^label]:`, the definition of a footnote, as cmark-gfm reads it. */
export function startFootnote(parser: BlockParser, _container: Block, isDeep: boolean): StartedBlock {
  const { line } = parser;
  if (line.indented || isDeep || line.text[line.nonspace] !== '[') return null;
  const [marker, label] = /^\[\^([^\s[\]]{1,999})\]:/.exec(line.rest) ?? [];
  if (!marker || !label) return null;
  line.toNonspace();
  const position = line.position;
  line.skip(marker.length);
  line.toNonspace();
  parser.closeUnmatched();
  parser.beginFootnote(label);
  return parser.openContainer<FootnoteBlock>({ type: 'footnote', label }, position);
}
