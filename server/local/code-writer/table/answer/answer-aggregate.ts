import type { PythonResult } from '../../../python/index.ts';
import { escapeMarkdown, linesAfter, listOf } from '../../read-output.ts';
import { capitalise, groupText, measureHeader, measureText, unitOf } from '../measure-text.ts';
import type { AggregatePlan, Measure, Plan } from '../plan.ts';
import type { Column } from '../table.ts';
import { fileLinks, markdownTable } from './markdown-table.ts';
import { readTableOutput, trimDecimals, type TableOutput } from './read-table-output.ts';
import { closingOf, scopeOf } from './scope.ts';

type Aggregate = Plan & AggregatePlan;

/** The answer to a question about operations on columns. */
export function answerAggregate(plan: Aggregate, files: readonly string[], result: PythonResult): string {
  return plan.grouping ? answerGroups(plan, files, readTableOutput(result)) : answerWhole(plan, result);
}

function answerWhole(plan: Aggregate, result: PythonResult): string {
  const output = readTableOutput(result);
  const parts = plan.measures.map((measure) => {
    const [value] = linesAfter(result, `${measureHeader(measure)}: `);
    return value === undefined ? undefined : { measure, value: trimmed(measure, [value])[0] ?? value };
  });
  const known = parts.filter((part) => part !== undefined);
  const { inWords, filtered } = scopeOf(plan);
  if (known.length === 0 && output.used > 0)
    return `The ${escapeMarkdown(listOf(plan.measures.map(measureText)))} needs at least two numbers; ${inWords || 'here'} there is one.`;
  if (known.length === 0) {
    const names = [...new Set(plan.measures.map(({ column }) => escapeMarkdown(column?.name ?? 'rows')))];
    return `${filtered ? `No row ${inWords} has` : 'There is'} a number in ${listOf(names, 'or')}${filtered ? '' : ', so there is nothing to compute'}.`.replace(
      'There is a number',
      'There is no number',
    );
  }
  const sentences = known.map(({ measure, value }) => sentenceOf(measure, value, inWords, output));
  const counted = plan.measures.every(({ operation, column }) => operation === 'count' && !column);
  return [sentences.join(' '), counted ? '' : closingOf(plan, output, numbersOf(plan).slice(0, 1))]
    .filter(Boolean)
    .join('\n\n');
}

function sentenceOf(measure: Measure, value: string, inWords: string, { used, total }: TableOutput): string {
  const where = inWords && ` ${inWords}`;
  if (measure.operation === 'count' && !measure.column) {
    return value === '0'
      ? `**No row**${where ? `${where} was found` : ''} — none of the ${total}.`
      : `**${value}** ${value === '1' ? 'row' : 'rows'}${where} (of ${total}).`;
  }
  const name = escapeMarkdown(measureText(measure));
  if (measure.operation === 'distinct') return `There are **${value}** ${name}${where}, in ${used} rows.`;
  return `The ${name}${where} is **${withUnit(value, unitOf(measure))}**.`;
}

function answerGroups(plan: Aggregate, files: readonly string[], output: TableOutput): string {
  const { measures, grouping } = plan;
  if (!grouping) return '';
  if (output.lines.length === 0)
    return `No rows ${scopeOf(plan).inWords || 'with numbers'} were found in ${escapeMarkdown(plan.table.fileName)}.`;
  const lines = trimColumns(output.lines, measures);
  const title = `${capitalise(escapeMarkdown(listOf(measures.map(measureText))))} by ${escapeMarkdown(groupText(grouping))}`;
  const { inWords } = scopeOf(plan);
  return [
    leadOf(plan, lines, output),
    `**${title}**${inWords && ` ${inWords}`}`,
    markdownTable(
      [groupText(grouping), ...measures.map(measureHeader), ...output.header.slice(measures.length + 1)],
      lines,
    ),
    output.lineCount > lines.length && `… and ${output.lineCount - lines.length} more in the file.`,
    fileLinks(files),
    closingOf(plan, output, numbersOf(plan).slice(0, 1)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What the table shows first of all, in a sentence. */
function leadOf(
  { measures, grouping, wanted, order, share }: Aggregate,
  lines: readonly string[][],
  output: TableOutput,
): string {
  const [measure] = measures;
  if (!measure || !grouping) return '';
  const unit = unitOf(measure);
  const name = escapeMarkdown(measureText(measure));
  if (Array.isArray(wanted)) {
    const shares = wanted.flatMap((label) => {
      const line = lines.find(([first]) => first?.toLowerCase() === label.replace(/\s+/g, ' ').toLowerCase());
      return line
        ? [
            `**${escapeMarkdown(line[0] ?? '')}** has ${share ? `**${line[measures.length + 1]}** of the ${measure.operation === 'count' ? 'rows' : name}` : withUnit(line[1] ?? '', unit)}`,
          ]
        : [];
    });
    return shares.length > 0 ? `${listOf(shares)}.` : '';
  }
  const named = lines.filter(([label, value]) => label !== '(empty)' && label !== '(no date)' && value !== '-');
  const sorted = order === 'natural' ? [...named].sort((a, b) => numberOf(b[1]) - numberOf(a[1])) : named;
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return '';
  if (wanted === 'first') {
    const best = named.filter((line) => line[1] === first[1]);
    const subject = listOf(best.map((line) => `**${escapeMarkdown(line[0] ?? '')}**`));
    return `${subject} ${best.length > 1 ? 'have' : 'has'} the ${order === 'least' ? 'lowest' : 'highest'} ${name}: **${withUnit(first[1] ?? '', unit)}**.`;
  }
  if (lines.length < 2 || output.lineCount > output.lines.length || first[1] === last[1]) return '';
  const [high, low] = order === 'least' ? [last, first] : [first, last];
  const tied = (end: readonly string[]) => named.filter((line) => line[1] === end[1]).slice(0, 3);
  const say = (end: readonly string[]) =>
    `${listOf(tied(end).map((line) => `**${escapeMarkdown(line[0] ?? '')}**`))} (${withUnit(end[1] ?? '', unit)})`;
  return `The ${name} is highest for ${say(high)} and lowest for ${say(low)}.`;
}

function numbersOf({ measures }: Aggregate): Column[] {
  return measures.flatMap(({ column }) => (column?.kind === 'number' ? [column] : []));
}

function trimColumns(lines: readonly string[][], measures: readonly Measure[]): string[][] {
  const columns = measures.map((measure, index) =>
    trimmed(
      measure,
      lines.map((line) => line[index + 1] ?? ''),
    ),
  );
  return lines.map((line, row) => line.map((cell, index) => columns[index - 1]?.[row] ?? cell));
}

function trimmed({ column }: Measure, cells: readonly string[]): string[] {
  return trimDecimals(cells, Math.min(column?.number?.decimals ?? 0, 2));
}

function withUnit(value: string, unit: string): string {
  if (!unit) return value;
  const escaped = escapeMarkdown(unit);
  if (/^\p{Sc}$/u.test(unit)) return value.startsWith('-') ? `-${escaped}${value.slice(1)}` : `${escaped}${value}`;
  return unit === '%' ? `${value}%` : `${value} ${escaped}`;
}

function numberOf(cell = ''): number {
  return Number(cell.replaceAll(',', ''));
}
