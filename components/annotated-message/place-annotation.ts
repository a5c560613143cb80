import { findInlineCitation, isInlineCitation } from './inline-citation.ts';
import type { ReadAnnotation } from './read-annotations.ts';

/** `[start, end)` in UTF-16 code units; a point where they are equal. */
export interface Place {
  start: number;
  end: number;
}

/**
 * Where in the text an annotation belongs, or null where that cannot be told: rather nowhere than on the wrong words. What
 * says of itself what it covers is looked for when it is not where it should be, but only in a `complete` text: before that,
 * the only place that fits may not be the only one for long.
 */
export function placeAnnotation(text: string, annotation: ReadAnnotation, complete: boolean): Place | null {
  const given = givenPlace(annotation);
  const { marker } = annotation;
  if (marker) {
    const matches = (place: Place | null): place is Place => place !== null && sliceOf(text, place) === marker;
    if (matches(given)) return given;
    if (!complete) return null;
    const counted = given && countedInCharacters(text, given);
    return matches(counted) ? counted : onlyPlaceOf(marker, text);
  }
  if (!given) return null;
  if (annotation.unit === 'utf16') return within(text, given);
  const counted = countedInCharacters(text, given);
  if (counted?.end === given.end) return within(text, given);
  // The two ways to count differ, so one is wrong: only what looks like it can be trusted.
  return (
    [counted, within(text, given)].find((place) => place !== null && looksRight(text, place, annotation)) ??
    (complete && annotation.source.type === 'url' ? findInlineCitation(text, annotation.source.url) : null)
  );
}

/** Backends that know no place say 0 and 0, or nothing; and nothing could stand before the first character. */
function givenPlace({ start, end }: ReadAnnotation): Place | null {
  return start !== undefined && end !== undefined && start <= end && end > 0 ? { start, end } : null;
}

function looksRight(text: string, place: Place, { source }: ReadAnnotation): boolean {
  if (place.start === place.end) return closesSentence(text, place.start);
  const slice = sliceOf(text, place);
  return source.type === 'url' ? slice.includes(source.url) && isInlineCitation(slice) : slice.startsWith('sandbox:');
}

function closesSentence(text: string, point: number): boolean {
  return /[.!?…。！？]/.test(text.slice(point - 1, point + 1)) || /^\s*(\n|$)/.test(text.slice(point, point + 3));
}

/** The place, if an emoji counted as one where JavaScript counts two. */
function countedInCharacters(text: string, { start, end }: Place): Place | null {
  let characters = 0;
  let units = 0;
  let first = 0;
  for (const character of text) {
    if (characters === end) break;
    characters++;
    units += character.length;
    if (characters === start) first = units;
  }
  return characters === end ? { start: first, end: units } : null;
}

function within(text: string, place: Place): Place | null {
  return place.end <= text.length && !splitsCharacter(text, place.start) && !splitsCharacter(text, place.end)
    ? place
    : null;
}

function splitsCharacter(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

function onlyPlaceOf(marker: string, text: string): Place | null {
  const start = text.indexOf(marker);
  if (start < 0 || text.includes(marker, start + 1)) return null;
  return { start, end: start + marker.length };
}

function sliceOf(text: string, { start, end }: Place): string {
  return text.slice(start, end);
}
