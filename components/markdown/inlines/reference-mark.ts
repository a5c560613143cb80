import { incomplete, type Incomplete } from './link-syntax.ts';

const mark = /【[^【】†\n]{0,40}†[^【】\n]{0,200}】/y;
const growingMark = /【(?:[^【】†\n]{0,39}|[^【】†\n]{0,40}†[^【】\n]{0,200})$/y;

/** Where a reference mark ends, such as `【4:0†source】`: what the assistant's search leaves in its text, for machines. */
export function readReferenceMark(text: string, position: number, growing: boolean): number | Incomplete | null {
  mark.lastIndex = position;
  if (mark.test(text)) return mark.lastIndex;
  growingMark.lastIndex = position;
  return growing && growingMark.test(text) ? incomplete : null;
}
