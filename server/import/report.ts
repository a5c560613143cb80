import { inWords } from '../limits.ts';
import type { ThreadOutcome } from './import-threads.ts';

/** What was carried over and what was not, for a terminal. */
export function report(outcomes: readonly ThreadOutcome[]): string {
  const sum = (key: 'messages' | 'calls' | 'files' | 'bytes') => outcomes.reduce((total, each) => total + each[key], 0);
  const states = new Map<string, number>();
  for (const { state } of outcomes) states.set(state, (states.get(state) ?? 0) + 1);
  const threads = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
  const totals = [
    ['threads', threads || 'none found'],
    ['messages', String(sum('messages'))],
    ['tool calls', String(sum('calls'))],
    ['files', `${sum('files')} (${inWords(sum('bytes'))})`],
  ];
  const lost = outcomes.flatMap(({ id, state, why, lost: parts }) => [
    ...(state === 'failed' ? [[id, '', why ?? '']] : []),
    ...parts.map(({ of, what }) => [id, of === id ? '' : of, what]),
  ]);
  const blocks = [table(totals)];
  if (lost.length > 0) blocks.push(`Not carried over:\n${table(lost)}`);
  return blocks.join('\n\n');
}

/** Columns as wide as they have to be; the last one ends where its text does. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => cell.padEnd(column < row.length - 1 ? (widths[column] ?? 0) : 0)).join('  '),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
