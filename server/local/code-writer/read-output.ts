import type { PythonResult } from '../python/index.ts';

/** What the code printed after each of these beginnings of a line, e.g. `x = `. */
export function linesAfter(result: PythonResult, beginning: string): string[] {
  return result.logs
    .split('\n')
    .filter((line) => line.startsWith(beginning))
    .map((line) => line.slice(beginning.length).trim());
}

/** Why there is no answer, where the code did not come to its end. */
export function failureOf(result: PythonResult): string | undefined {
  const { error } = result;
  if (!error) return undefined;
  if (error.name === 'Unavailable' || error.name === 'Timeout' || error.name === 'Aborted') return `${error.message}`;
  return `The code stopped with ${error.name}${error.message ? `: ${escapeMarkdown(error.message.split('\n')[0] ?? '')}` : ''}.`;
}

/** A text that shows as it is in markdown, on one line. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|~#&$]/g, '\\$&')
    .trim();
}

/** Inline code in markdown, whatever the text holds. */
export function codeSpan(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
}

/** "a, b and c". */
export function listOf(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}
