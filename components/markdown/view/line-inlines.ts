import type { SourceLine } from '../block.ts';
import type { Inline } from '../inlines/inline.ts';

/** A line as text and, once it is complete, its line break. */
export function inlinesOfLine(line: SourceLine | undefined, complete: boolean): Inline[] {
  if (!line) return [];
  const { start, text, padding } = line;
  const end = start + text.length;
  const nodes: Inline[] = [{ type: 'text', value: text, start, end }];
  if (padding > 0) nodes.unshift({ type: 'text', value: ' '.repeat(padding), start, end: start });
  if (complete) nodes.push({ type: 'softbreak', start: end, end: end + 1 });
  return nodes;
}
