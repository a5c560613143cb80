import { growingSandboxPath } from './growing-sandbox-path.ts';

/** Where the last characters of a growing text begin that the next one may make part of something else. */
export function decidedEnd(text: string): number {
  const end = Math.min(endWithoutSpace(text), text.length - growingSandboxPath(text));
  return Math.min(end, startOfBackticks(text));
}

export function endWithoutSpace(text: string): number {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return end;
}

/** With the backslash before them, which is text if they end a code span. */
function startOfBackticks(text: string): number {
  let start = text.length;
  while (text[start - 1] === '`') start--;
  return start < text.length && text[start - 1] === '\\' ? start - 1 : start;
}
