import { availableParallelism } from 'node:os';
import { barsOf } from './bars.ts';
import { ours, type Case } from './cases.ts';
import type { Measurement } from './measure.ts';
import type { Results } from './results.ts';

export interface Circumstances {
  readonly runs: number;
  readonly browser: string;
  readonly date: Date;
}

type Row = readonly (string | number | undefined)[];

/** The results as a page of Markdown. */
export function report(results: Results, { runs, browser, date }: Circumstances): string {
  return `${[
    '# What an answer costs to show',
    `Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}: ${browser}, Node ${process.version}, ${availableParallelism()} processors, medians of ${runs} runs. ` +
      'Times are milliseconds of processor time of the main thread, so compare them within a row. ' +
      '`floor-dom` builds the finished DOM, known beforehand, as the bytes arrive, with the colours of code; `floor-dom-plain` without them; `floor` only appends to one text; `naive` parses all of the text anew with each token. ' +
      'A ratio is the median of the ratios within each run.',
    '## Bars',
    barTable(results),
    ...firehose(results),
    ...paced(results),
    ...frames(results),
    ...thread(results),
  ].join('\n\n')}\n`;
}

function barTable(results: Results): string {
  const rows = barsOf(results).map(({ name, limit, reached }): Row => {
    const cells = ours.map((subject) => {
      const figure = reached(subject);
      return figure === undefined ? '–' : `${figure.toFixed(2)} ${figure <= limit ? 'met' : '**missed**'}`;
    });
    return [name, limit, ...cells];
  });
  return table(['bar', 'at most', ...ours], rows);
}

function firehose(results: Results): string[] {
  const cases = results.cases('firehose');
  if (cases.length === 0) return [];
  const subjects = results.subjects(cases);
  const rows = cases.map((one): Row => [one.name, ...subjects.map((subject) => time(results, one, subject))]);
  return ['## As fast as the server writes', table(['', ...subjects], rows)];
}

function paced(results: Results): string[] {
  return results.cases('paced').flatMap((one) => {
    const rows = results.subjects([one]).map((subject): Row => {
      const median = (of: (measurement: Measurement) => number) => round(results.median(one, subject, of));
      return [
        subject,
        time(results, one, subject),
        median(({ replied }) => replied.layout),
        median(({ replied }) => replied.style),
        ...[0, 1, 2, 3].map((n) => median(({ quarters }) => quarters[n] ?? 0)),
        round(
          results.median(one, subject, ({ idle }) => idle.task),
          1,
        ),
      ];
    });
    const quarters = ['1st quarter', '2nd', '3rd', '4th'];
    return [`## ${one.name}`, table(['', 'all', 'layout', 'style', ...quarters, 'idle for 2 s'], rows)];
  });
}

function frames(results: Results): string[] {
  return results.cases('frames').flatMap((one) => {
    const rows = results.subjects([one]).map((subject): Row => {
      const median = (of: (measurement: Measurement) => number) => round(results.median(one, subject, of));
      return [
        subject,
        median(({ longestTask }) => longestTask),
        median(({ longestGap }) => longestGap),
        time(results, one, subject),
      ];
    });
    return [`## ${one.name}`, table(['', 'longest task', 'longest time between frames, by the clock', 'all'], rows)];
  });
}

function thread(results: Results): string[] {
  const cases = results.cases('thread');
  const long = cases.at(-1);
  if (!long) return [];
  const rows = results.subjects(cases).map((subject): Row => [
    subject,
    ...cases.map((one) => time(results, one, subject)),
    round(results.median(long, subject, ({ opened }) => opened.task)),
    round(
      results.median(long, subject, ({ heap }) => heap),
      1,
    ),
  ]);
  const heads = cases.map(({ name }) => `2,000 tokens, 200/s, ${name}`);
  return ['## In a long thread', table(['', ...heads, 'to show those messages', 'heap then, MB'], rows)];
}

function time(results: Results, one: Case, subject: string): string | undefined {
  return round(results.median(one, subject, ({ replied }) => replied.task));
}

function round(value: number | undefined, digits = 0): string | undefined {
  return value?.toFixed(digits);
}

function table(heads: readonly string[], rows: readonly Row[]): string {
  const cells = [heads, ...rows].map((row) => row.map((cell) => String(cell ?? '–')));
  const widths = heads.map((_, n) => Math.max(3, ...cells.map((row) => (row[n] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
}
