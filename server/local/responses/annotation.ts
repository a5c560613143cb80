import type { ResponseOutputText } from 'openai/resources/responses/responses';

export type Annotation = ResponseOutputText['annotations'][number];

/**
 * An annotation with its offsets counted in characters, one for each code point. OpenAI does not say what its offsets count; its
 * services are written in a language whose strings have no other unit.
 */
export function inCodePoints(text: string, annotation: Annotation): Annotation {
  const count = (offset: number) => {
    let points = 0;
    for (const _ of text.slice(0, offset)) points++;
    return points;
  };
  if ('end_index' in annotation) {
    return { ...annotation, start_index: count(annotation.start_index), end_index: count(annotation.end_index) };
  }
  return { ...annotation, index: count(annotation.index) };
}
