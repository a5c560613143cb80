/** A place in a text: UTF-16 code units, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** An annotation as services send it; every field may be missing. */
export interface RawAnnotation {
  type: string;
  /** The words it covers, where the service tells them. */
  text?: string | null;
  start_index?: number | null;
  end_index?: number | null;
  index?: number | null;
  url?: string | null;
  title?: string | null;
  filename?: string | null;
  file_id?: string | null;
  container_id?: string | null;
  /** The number of the passage that is cited, where it is known; then its place, `index`, counts in UTF-16 code units for sure. */
  passage?: number;
  /** The very words it rests on, where whoever cites has said them. */
  quote?: string;
  /** Its place is the end of the text that had been said before it. */
  isHere?: true;
}

/** `later`: what it points to is not there yet. */
export type Placement = Span | 'later' | undefined;

/**
 * Where an annotation points to in the text, or undefined where it has no usable place. OpenAI does not say whether it counts
 * code points or UTF-16 code units, so both are read and the one that falls on what the annotation must cover is kept.
 * @param isComplete nothing more of the text will come
 * @param ordinal which of the text's `file_path` annotations this is, for these have no place of their own
 */
export function spanOf(annotation: RawAnnotation, text: string, isComplete: boolean, ordinal = 0): Placement {
  if (annotation.text) return wordsSpan(annotation, text, isComplete);
  switch (annotation.type) {
    case 'url_citation':
      if (annotation.isHere) return pointOf(annotation, text, isComplete);
      return urlSpan(annotation, text, isComplete);
    case 'container_file_citation':
      return containerFileSpan(annotation, text, isComplete);
    case 'file_citation':
      return pointOf(annotation, text, isComplete);
    case 'file_path':
      return sandboxLinks(text)[ordinal] ?? (isComplete ? { start: text.length, end: text.length } : 'later');
    default:
      return undefined;
  }
}

/** The words themselves say where they are; of several such places it is the one nearest to where it should be. */
function wordsSpan({ text: words, start_index }: RawAnnotation, text: string, isComplete: boolean): Placement {
  const length = words?.length ?? 0;
  const hint = fromCodePoints(text, start_index ?? 0);
  let nearest: Span | undefined;
  for (let start = text.indexOf(words ?? ''); start >= 0; start = text.indexOf(words ?? '', start + length)) {
    if (nearest && Math.abs(start - hint) >= Math.abs(nearest.start - hint)) break;
    nearest = { start, end: start + length };
  }
  return nearest ?? (isComplete ? undefined : 'later');
}

/** Covers the citation as the model wrote it, e.g. `([example.org](https://example.org/page))`. */
function urlSpan(annotation: RawAnnotation, text: string, isComplete: boolean): Placement {
  const spans = readings(annotation, text, isComplete);
  if (spans === 'later' || spans.length === 0) return spans === 'later' ? spans : undefined;
  const isWhole = ({ start, end }: Span) => {
    const covered = text.slice(start, end);
    return covered === annotation.url || /^[([【][^]*[)\]】]$/.test(covered);
  };
  return spans.find(isWhole) ?? spans[0];
}

/** Covers the target of the markdown link, `sandbox:/mnt/data/name.csv`; anything else would be the wrong words. */
function containerFileSpan(annotation: RawAnnotation, text: string, isComplete: boolean): Placement {
  const spans = readings(annotation, text, isComplete);
  if (spans === 'later') return spans;
  const fitting = spans.find(({ start, end }) => /^sandbox:\S+$/.test(text.slice(start, end)));
  if (fitting) return fitting;
  const link = sandboxLinks(text).find(({ name }) => name === annotation.filename);
  return link ?? (isComplete || spans.length === 0 ? undefined : 'later');
}

/** A point has nothing of its own to check it by; but it stands where a word ends. */
function pointOf({ index, passage, isHere }: RawAnnotation, text: string, isComplete: boolean): Placement {
  if (!isPosition(index)) return undefined;
  if (index > text.length) return isComplete ? { start: text.length, end: text.length } : 'later';
  if (passage !== undefined || isHere) return { start: index, end: index };
  const points = [fromCodePoints(text, index), index];
  const endsWord = (at: number) => at === text.length || /^[\p{P}\p{Z}\s]/u.test(text.slice(at));
  const at = points.find(endsWord) ?? index;
  return { start: at, end: at };
}

function readings({ start_index, end_index }: RawAnnotation, text: string, isComplete: boolean): Span[] | 'later' {
  if (!isPosition(start_index) || !isPosition(end_index) || end_index <= start_index) return [];
  const spans = [
    { start: fromCodePoints(text, start_index), end: fromCodePoints(text, end_index) },
    { start: start_index, end: end_index },
  ].filter(({ end }) => end <= text.length);
  return spans.length === 0 && !isComplete ? 'later' : spans;
}

/** The code unit at which that code point begins; beyond the text where the text is shorter. */
function fromCodePoints(text: string, index: number): number {
  let at = 0;
  for (let point = 0; point < index; point++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function isPosition(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** The targets of links into the sandbox, in order, with the names of the files they mean. */
export function sandboxLinks(text: string): (Span & { name: string })[] {
  return [...text.matchAll(/sandbox:\/[^\s)\]>"'`]+/g)].map((match) => {
    const name = match[0].split('/').at(-1) ?? '';
    return { start: match.index, end: match.index + match[0].length, name: decoded(name) };
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
