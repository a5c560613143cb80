import type { ResponseOutputText } from 'openai/resources/responses/responses';
import { codePointsTo } from '../answering/code-points.ts';

export type Annotation = ResponseOutputText['annotations'][number];

/** An annotation with its offsets counted as the real API counts them. */
export function inCodePoints(text: string, annotation: Annotation): Annotation {
  if (!('end_index' in annotation)) return { ...annotation, index: codePointsTo(text, annotation.index) };
  const { start_index, end_index } = annotation;
  return { ...annotation, start_index: codePointsTo(text, start_index), end_index: codePointsTo(text, end_index) };
}
