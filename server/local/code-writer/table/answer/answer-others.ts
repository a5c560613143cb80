import type { PythonResult } from '../../../python/index.ts';
import { escapeMarkdown, linesAfter, listOf } from '../../read-output.ts';
import type { ListPlan, Plan, RowsPlan } from '../plan.ts';
import type { Table } from '../table.ts';
import { fileLinks, markdownTable } from './markdown-table.ts';
import { readTableOutput } from './read-table-output.ts';
import { closingOf, scopeOf } from './scope.ts';

const mostNames = 12;

/** The rows at one end of a column. */
export function answerRows(plan: Plan & RowsPlan, files: readonly string[], result: PythonResult): string {
  const output = readTableOutput(result);
  const [first] = output.lines;
  const { inWords } = scopeOf(plan);
  const column = escapeMarkdown(plan.by.name);
  if (!first) return `No rows ${inWords} with a number in ${column} were found.`.replace('  ', ' ');
  const at = output.header.indexOf(plan.by.name.replace(/\s+/g, ' '));
  const value = escapeMarkdown(first[at === -1 ? 0 : at] ?? '');
  const end = plan.order === 'most' ? 'highest' : 'lowest';
  const one =
    at === 0
      ? `The ${end} ${column} is **${value}**`
      : `**${escapeMarkdown(first[0] ?? '')}** has the ${end} ${column}: **${value}**`;
  const lead =
    plan.limit === 1 && output.lines.length === 1
      ? `${one}${inWords && ` ${inWords}`}.`
      : `The rows with the ${end} ${column}${inWords && ` ${inWords}`}:`;
  return join(lead, markdownTable(output.header, output.lines), fileLinks(files), closingOf(plan, output, [plan.by]));
}

/** The rows that the filters let through. */
export function answerList(plan: Plan & ListPlan, files: readonly string[], result: PythonResult): string {
  const output = readTableOutput(result);
  const { inWords } = scopeOf(plan);
  if (output.used === 0)
    return `**No row** ${inWords} was found, none of the ${output.total} of ${escapeMarkdown(plan.table.fileName)}.`;
  const more =
    output.lineCount > output.lines.length && `… and ${output.lineCount - output.lines.length} more in the file.`;
  const lead = `**${output.used}** of the ${output.total} rows ${inWords}:`;
  return join(
    lead,
    markdownTable(output.header, output.lines),
    more,
    fileLinks(files),
    escapeMarkdown(plan.remarks.join(' ')),
  );
}

export function answerDescription(
  plan: Plan & { kind: 'describe' },
  files: readonly string[],
  result: PythonResult,
): string {
  const output = readTableOutput(result);
  const { inWords } = scopeOf(plan);
  const { columns, fileName } = plan.table;
  const names = columns.slice(0, mostNames).map(({ name }) => escapeMarkdown(name));
  const more = columns.length > mostNames ? [`${columns.length - mostNames} more`] : [];
  return join(
    `**${escapeMarkdown(fileName)}** has ${output.total} rows and ${columns.length} columns: ${listOf([...names, ...more])}.`,
    `Its numbers${inWords && ` ${inWords}`}:`,
    markdownTable(output.header, output.lines),
    fileLinks(files),
    closingOf(plan, output),
  );
}

export function answerValues(plan: Plan & { kind: 'values' }, files: readonly string[], result: PythonResult): string {
  const output = readTableOutput(result);
  const [count = '0'] = linesAfter(result, 'different:');
  const { inWords } = scopeOf(plan);
  const more =
    output.lineCount > output.lines.length && `… and ${output.lineCount - output.lines.length} more in the file.`;
  const lead = `${escapeMarkdown(plan.column.name)} has **${count}** different ${count === '1' ? 'value' : 'values'}${inWords && ` ${inWords}`}.`;
  return join(lead, markdownTable(output.header, output.lines), more, fileLinks(files), closingOf(plan, output));
}

export function answerCorrelation(
  plan: Plan & { kind: 'correlation' },
  files: readonly string[],
  result: PythonResult,
): string {
  const output = readTableOutput(result);
  const [x, y] = [escapeMarkdown(plan.x.name), escapeMarkdown(plan.y.name)];
  const [value] = linesAfter(result, 'correlation:');
  if (value === undefined || value === 'none')
    return join(
      `The correlation of ${x} and ${y} cannot be computed: there are too few different numbers.`,
      value && fileLinks(files),
      closingOf(plan, output, [plan.x, plan.y]),
    );
  const size = Math.abs(Number(value));
  const strength = size >= 0.8 ? 'a strong' : size >= 0.5 ? 'a clear' : size >= 0.3 ? 'a weak' : 'hardly any';
  const direction =
    size < 0.3
      ? 'connection'
      : Number(value) > 0
        ? 'connection: they rise together'
        : 'connection: one rises where the other falls';
  const [slope = '0'] = linesAfter(result, 'slope:');
  return join(
    `The correlation of ${x} and ${y} is **${value}**, ${strength} ${direction}. On average ${y} changes by ${slope} for each 1 of ${x}.`,
    fileLinks(files),
    closingOf(plan, output, [plan.x, plan.y]),
  );
}

export function answerHistogram(
  plan: Plan & { kind: 'histogram' },
  files: readonly string[],
  result: PythonResult,
): string {
  const output = readTableOutput(result);
  const column = escapeMarkdown(plan.column.name);
  if (output.used === 0) return `There is no number in ${column}.`;
  const line = (name: string) => linesAfter(result, `${name}:`)[0] ?? '–';
  return join(
    `**Distribution of ${column}**: from ${line('min')} to ${line('max')}, mean ${line('mean')}, median ${line('median')}, standard deviation ${line('standard deviation')}.`,
    fileLinks(files),
    closingOf(plan, output, [plan.column]),
  );
}

/** Asks back, and says what there is to choose from. */
export function answerColumns(question: string, table: Table, result: PythonResult): string {
  const columns = linesAfter(result, 'column:').map((line) => line.split(' | '));
  const [rows = '?'] = linesAfter(result, 'rows:');
  return join(
    escapeMarkdown(question),
    `${escapeMarkdown(table.fileName)} has ${rows} rows and these columns:`,
    markdownTable(
      ['column', 'kind', 'for example'],
      columns.map(([name = '', kind = '', ...examples]) => [name, kind, examples.join(' | ')]),
    ),
  );
}

function join(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}
