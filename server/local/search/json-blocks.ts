import type { Block } from './blocks.ts';

/** An object or list that is no longer than that is quoted whole. */
const maxLength = 240;

/** The blocks of JSON that is laid out in lines: its values, and the names they stand under. */
export function jsonBlocks(text: string, lines: readonly { start: number; end: number }[]): Block[] {
  const found: Block[] = [];
  const depths = depthsAfter(text, lines);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (!line) break;
    const content = text.slice(line.start, line.end);
    // A line of brackets says nothing.
    if (!/[\p{L}\p{N}]/u.test(content)) continue;
    if (!/[[{]\s*$/.test(content)) {
      found.push({ kind: 'row', start: line.start, end: withoutComma(content, line.end) });
      continue;
    }
    const last = lastOfSmall(lines, depths, index);
    const end = lines[last]?.end;
    if (end === undefined) {
      found.push({ kind: 'heading', start: line.start, end: line.end });
    } else {
      found.push({ kind: 'row', start: line.start, end: withoutComma(text.slice(line.start, end), end) });
      index = last;
    }
  }
  return found;
}

/** The line that closes what a line opens, or -1 where that is too far away. */
function lastOfSmall(
  lines: readonly { start: number; end: number }[],
  depths: readonly number[],
  first: number,
): number {
  const limit = (lines[first]?.start ?? 0) + maxLength;
  const depth = depths[first - 1] ?? 0;
  for (let index = first + 1; (lines[index]?.end ?? Infinity) <= limit; index++) {
    if ((depths[index] ?? 0) <= depth) return index;
  }
  return -1;
}

/** How many brackets are open after each line. */
function depthsAfter(text: string, lines: readonly { start: number; end: number }[]): number[] {
  let depth = 0;
  return lines.map(({ start, end }) => {
    const structure = text.slice(start, end).replace(/"(?:[^"\\]|\\.)*"/g, '');
    for (const character of structure) {
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
    }
    return depth;
  });
}

function withoutComma(content: string, end: number): number {
  return end - (/,\s*$/.exec(content)?.[0].length ?? 0);
}
