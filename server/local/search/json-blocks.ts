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
    const before = depths[index - 1] ?? 0;
    const last = depths.findIndex((depth, number) => number > index && depth <= before);
    const end = lines[last]?.end ?? Infinity;
    if (end - line.start <= maxLength) {
      found.push({ kind: 'row', start: line.start, end: withoutComma(text.slice(line.start, end), end) });
      index = last;
    } else {
      found.push({ kind: 'heading', start: line.start, end: line.end });
    }
  }
  return found;
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
