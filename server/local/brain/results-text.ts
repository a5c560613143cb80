import { isRecord } from '../fields.ts';
import type { FunctionResult } from './turn.ts';

/** What functions have given, in words and tables instead of JSON. */
export function resultsText(results: readonly FunctionResult[]): string {
  return results.map(({ name, output }) => `**${name}** gave${layOut(read(output))}`).join('\n\n');
}

function read(output: string): unknown {
  try {
    return JSON.parse(output) as unknown;
  } catch {
    return output;
  }
}

function layOut(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return ' an empty list.';
    return value.every(isRecord)
      ? `:\n\n${table(value)}`
      : `:\n\n${value.map((each) => `- ${inWords(each)}`).join('\n')}`;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return ' nothing.';
    return `:\n\n${entries.map(([key, each]) => `- ${spaced(key)}: **${inWords(each)}**`).join('\n')}`;
  }
  const text = inWords(value);
  if (text.trim() === '') return ' nothing.';
  return text.includes('\n') || text.length > 80 ? `:\n\n${text}` : `: **${text}**`;
}

function table(rows: readonly Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return [
    line(columns.map(spaced)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => inWords(row[column] ?? '')))),
  ].join('\n');
}

function inWords(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `feelsLike` and `feels_like` as a person writes it. */
function spaced(key: string): string {
  return key
    .replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/[_-]+/g, ' ');
}
