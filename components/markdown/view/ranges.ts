import type { Drawing } from './drawing.ts';
import { leavesBetween, type Leaf } from './leaves.ts';
import type { MarkdownView } from './markdown-view.ts';
import { segmentsOf, textNodes, type Segment } from './visible-text.ts';

/** The ranges that show what stands in `[start, end)` of the source, one for each text node; none where nothing of it shows. */
export function rangesBetween({ container, drawing }: MarkdownView, start: number, end: number): Range[] {
  const leaves = leavesBetween(drawing.markdown.root, container, start, end);
  return [...leaves].flatMap((leaf) => rangesOf(leaf, drawing, start, end));
}

function rangesOf(leaf: Leaf, drawing: Drawing, start: number, end: number): Range[] {
  const spans = spansBetween(segmentsOf(leaf, drawing), start, end);
  const ranges: Range[] = [];
  let position = 0;
  for (const text of textNodes(leaf.element, drawing.controls)) {
    const textEnd = position + text.length;
    for (const span of spans) {
      const from = Math.max(span.from, position);
      const to = Math.min(span.to, textEnd);
      if (from < to) ranges.push(createRange(text, from - position, to - position));
    }
    position = textEnd;
  }
  return ranges;
}

interface Span {
  readonly from: number;
  to: number;
}

/** The parts of the visible text that lie in `[start, end)` of the source; touching ones are one. */
function spansBetween(segments: readonly Segment[], start: number, end: number): Span[] {
  const spans: Span[] = [];
  let position = 0;
  for (const segment of segments) {
    const { length } = segment.value;
    if (segment.start < end && segment.end > start) {
      const from = position + (segment.verbatim ? Math.max(0, start - segment.start) : 0);
      const to = position + (segment.verbatim ? Math.min(length, end - segment.start) : length);
      const last = spans.at(-1);
      if (last?.to === from) last.to = to;
      else spans.push({ from, to });
    }
    position += length;
  }
  return spans;
}

function createRange(text: Text, from: number, to: number): Range {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}
