import { leafBefore } from './leaves.ts';
import type { MarkdownView } from './markdown-view.ts';
import { segmentsOf, visibleIndex, type Segment } from './visible-text.ts';

/** `[start, end)` of the source, in UTF-16 code units. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly final: boolean;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/**
 * The source range of the sentence that ends at or around the offset, within its block; null where there is none. Until it is
 * `final` more text may make it longer.
 */
export function sentenceAt({ container, drawing }: MarkdownView, offset: number): Sentence | null {
  const leaf = leafBefore(drawing.markdown.root, container, offset);
  const range = leaf && sentenceIn(segmentsOf(leaf, drawing), offset);
  return leaf && range ? { ...range, final: leaf.final } : null;
}

/**
 * The sentence of a leaf that ends at or around a place in the source: the one with the last word before it. Its full stop belongs
 * to it, be it behind the place.
 */
function sentenceIn(segments: readonly Segment[], offset: number): { start: number; end: number } | null {
  const text = segments.map(({ value }) => value).join('');
  const before = text.slice(0, visibleIndex(segments, offset)).trimEnd().length;
  // A place before the first word belongs to the sentence behind it.
  const inside = Math.max(0, before - 1);
  for (const { segment, index } of segmenter.segment(text)) {
    if (inside >= index + segment.length) continue;
    const from = index + segment.length - segment.trimStart().length;
    const to = index + segment.trimEnd().length;
    return from < to ? { start: startAt(segments, from), end: endAt(segments, to) } : null;
  }
  return null;
}

function startAt(segments: readonly Segment[], index: number): number {
  for (const { value, start, verbatim } of segments) {
    if (index < value.length) return verbatim ? start + index : start;
    index -= value.length;
  }
  return 0;
}

function endAt(segments: readonly Segment[], index: number): number {
  for (const { value, start, end, verbatim } of segments) {
    if (index <= value.length) return verbatim ? start + index : end;
    index -= value.length;
  }
  return 0;
}
