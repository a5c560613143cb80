import { visibleIndex, type Segment } from './visible-text.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/**
 * The sentence of a leaf that ends at or around a place in the source: the one with the last word before it. Its full stop belongs
 * to it, be it behind the place.
 */
export function sentenceIn(segments: readonly Segment[], offset: number): { start: number; end: number } | null {
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
  for (const { value, start, end } of segments) {
    if (index < value.length) return value.length === end - start ? start + index : start;
    index -= value.length;
  }
  return 0;
}

function endAt(segments: readonly Segment[], index: number): number {
  for (const { value, start, end } of segments) {
    if (index <= value.length) return value.length === end - start ? start + index : end;
    index -= value.length;
  }
  return 0;
}
