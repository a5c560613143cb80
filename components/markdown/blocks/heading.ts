import type { Block, HeadingBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import type { StartedBlock } from './block-starts.ts';

/** `# …` */
export function startHeading(parser: BlockParser): StartedBlock {
  const { line } = parser;
  if (line.indented || line.text[line.nonspace] !== '#') return null;
  const marker = /^#{1,6}(?=[ \t]|$)/.exec(line.rest)?.[0];
  if (!marker) return null;
  line.toNonspace();
  parser.closeUnmatched();
  const heading = parser.openLeaf<HeadingBlock>({ type: 'heading', level: marker.length, lines: [] }, line.position);
  line.skip(marker.length);
  line.toNonspace();
  const { start, text } = line.take();
  heading.lines.push({ start, text: withoutClosing(text), padding: 0 });
  parser.close(heading);
  parser.growing = heading;
  return 'done';
}

/** A line of `=` or `-` below a paragraph. */
export function startUnderlinedHeading(parser: BlockParser, container: Block): StartedBlock {
  const { line } = parser;
  if (line.indented || container.type !== 'paragraph' || !/^(?:=+|-+)[ \t]*$/.test(line.rest)) return null;
  // Definitions before it are not part of the heading; where there is nothing else, this is text.
  parser.takeDefinitions(container);
  const { lines, parent } = container;
  const [first] = lines;
  if (!first || !parent) return null;
  parent.children.pop();
  parser.tip = parent;
  const level = line.text[line.nonspace] === '=' ? 1 : 2;
  const heading = parser.openLeaf<HeadingBlock>({ type: 'heading', level, lines }, first.start - line.start);
  parser.close(heading);
  return 'done';
}

/** `# Heading ##` may end as it begins. */
function withoutClosing(text: string): string {
  const trimmed = text.trimEnd();
  let end = trimmed.length;
  while (trimmed[end - 1] === '#') end--;
  return end === 0 || /[ \t]/.test(trimmed[end - 1] ?? '') ? trimmed.slice(0, end).trimEnd() : trimmed;
}
