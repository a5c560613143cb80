import type { SourceLine } from '../block.ts';
import {
  incomplete,
  normalizeLabel,
  readDestination,
  readLabel,
  readTitle,
  skipSpace,
} from '../inlines/link-syntax.ts';

/** What a link reference definition says: `[label]: url "title"`, backslashes and entities not resolved. */
export interface Definition {
  readonly url: string;
  readonly title?: string;
}

interface ReadDefinition {
  readonly label: string;
  readonly definition: Definition;
  /** Where it ends, behind its line break. */
  readonly end: number;
}

/** A label that is longer shows while it is written: it is more likely to be the text of a link. */
const longestHiddenLabel = 40;

/** Divides the lines of a paragraph into the definitions it begins with and the rest. */
export function takeDefinitions(lines: SourceLine[]): { lines: SourceLine[]; definitions: ReadDefinition[] } {
  const definitions: ReadDefinition[] = [];
  if (!lines[0]?.text.startsWith('[')) return { lines, definitions };
  const text = lines.map((line) => line.text).join('\n');
  let end = 0;
  for (let read = readDefinition(text, 0, false); read; read = readDefinition(text, end, false)) {
    if (read === incomplete) break;
    definitions.push(read);
    end = read.end;
  }
  return { lines: linesAfter(lines, text, end), definitions };
}

/** The lines of a growing paragraph that show: not the definitions it begins with, nor what may become one. */
export function linesBehindDefinitions(lines: SourceLine[], suffix: string): SourceLine[] {
  if (!lines[0]?.text.startsWith('[')) return lines;
  const text = lines.map((line) => line.text).join('\n') + suffix;
  for (let position = 0; ;) {
    const read = text[position] === '[' ? readDefinition(text, position, true) : null;
    if (!read) return linesAfter(lines, text, position);
    if (read === incomplete) {
      const labelEnd = /\]|$/.exec(text.slice(position))?.index ?? 0;
      return labelEnd > longestHiddenLabel ? linesAfter(lines, text, position) : [];
    }
    position = read.end;
    if (position === text.length) return [];
  }
}

function linesAfter(lines: SourceLine[], text: string, end: number): SourceLine[] {
  if (end === 0) return lines;
  return lines.slice(text.slice(0, end).trimEnd().split('\n').length);
}

/** The definition at that place; `incomplete` where a growing text ends before it can be told. */
function readDefinition(text: string, start: number, growing: boolean): ReadDefinition | typeof incomplete | null {
  const labelEnd = readLabel(text, start);
  if (labelEnd === incomplete) return incomplete;
  if (labelEnd === null) return null;
  if (labelEnd === text.length) return incomplete;
  const label = normalizeLabel(text.slice(start + 1, labelEnd - 1));
  if (text[labelEnd] !== ':' || label === '') return null;
  const destination = readDestination(text, skipSpace(text, labelEnd + 1));
  if (destination === incomplete) return incomplete;
  if (!destination) return null;
  if (destination.text === '' && text[destination.end - 1] !== '>') return null;
  const titled = readDefinitionTitle(text, destination.end, growing);
  if (titled === incomplete) return incomplete;
  const end = titled?.end ?? endOfLine(text, destination.end);
  if (end === null) return null;
  const { text: url } = destination;
  return { label, definition: titled ? { url, title: titled.text } : { url }, end };
}

function readDefinitionTitle(text: string, position: number, growing: boolean) {
  const start = skipSpace(text, position);
  if (start === position || start === text.length) return null;
  const title = readTitle(text, start);
  if (title === incomplete) return growing ? incomplete : null;
  if (!title) return null;
  const end = endOfLine(text, title.end);
  return end === null ? null : { text: title.text, end };
}

/** Behind the end of this line, if only spaces come before it. */
function endOfLine(text: string, position: number): number | null {
  let end = position;
  while (text[end] === ' ' || text[end] === '\t') end++;
  if (end === text.length) return end;
  return text[end] === '\n' ? end + 1 : null;
}
