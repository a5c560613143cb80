import { pythonName, pythonString } from '../../python-literal.ts';
import { capitalise, groupText, measureHeader, measureText } from '../measure-text.ts';
import type { AggregatePlan, Grouping, Plan } from '../plan.ts';
import { beginProgram, numbersIn, type WrittenProgram } from './begin-program.ts';
import { formatOf, needsTwo, operationCall } from './operation-call.ts';
import type { Program } from './program.ts';
import type { CellReaders } from './write-cells.ts';
import { groupLabel, sortLines } from './write-grouping.ts';
import { definePlain, defineShow, fileNameOf, mostShown, saveCsv } from './write-output.ts';

type Groups = Plan & AggregatePlan & { grouping: Grouping };

const namesInCode =
  `rows total numbers number row text value date day period groups members table line label count file writer whole used drawn
  charts chart csv show plain mean median stdev variance order`.split(/\s+/);
const mostBars = 30;

/** Operations on groups of rows: a table, a CSV file, and a chart where one helps. */
export function writeGroups(plan: Groups, chart: string | undefined): WrittenProgram {
  const { measures, grouping } = plan;
  const { program, cells } = beginProgram(plan, [grouping.column, ...measures.flatMap(({ column }) => column ?? [])]);
  const counted = !measures.some(
    ({ operation, column }) => operation === 'value' || (operation === 'count' && !column),
  );
  const title = `${measures.map(measureText).join(' and ')} by ${groupText(grouping)}`;
  const short = measures.length > 2 ? `summary by ${groupText(grouping)}` : title;
  const file = fileNameOf(short, 'csv', 'summary', plan.table.fileName);
  writeLines(program, cells, plan, counted);
  writeTable(program, cells, plan, { counted, file });
  const image = chart && writeChart(program, plan, chart);
  return { code: program.toString(), files: image ? [file, image] : [file] };
}

/** Puts the rows into groups and computes a line of `table` for each. */
function writeLines(program: Program, cells: CellReaders, plan: Groups, counted: boolean): void {
  const { measures, grouping } = plan;
  const columns = numbersIn(measures);
  const taken = new Set(namesInCode);
  const names = new Map(columns.map((column) => [column, pythonName(column.name, 'values', taken)]));
  const values = measures.map((measure) => {
    const name = measure.column && names.get(measure.column);
    const call = operationCall(program, measure, name ?? 'members', 'members');
    return name && columns.length > 1 ? `${call} if ${name} else None` : call;
  });
  const [only] = columns.length === 1 ? columns : [];
  const lines = [
    ...columns.map((column) => `${names.get(column)} = ${cells.numbers(column, 'members')}`),
    ...(only ? [`if ${names.get(only)}:`] : []),
    `${only ? '    ' : ''}table.append((${['label', ...values, ...(counted ? [`len(${(only && names.get(only)) ?? 'members'})`] : [])].join(', ')}))`,
  ];
  program.add(`groups = {}
for row in rows:
    groups.setdefault(${groupLabel(program, cells, grouping)}, []).append(row)

table = []
for label, members in groups.items():
${lines.map((line) => `    ${line}`).join('\n')}
${sortLines(plan, hasGaps(plan))}`);
}

/** Whether a line may lack one of its numbers. */
function hasGaps({ measures }: Groups): boolean {
  return numbersIn(measures).length > 1 || measures.some(needsTwo);
}

function writeTable(
  program: Program,
  cells: CellReaders,
  plan: Groups,
  { counted, file }: { counted: boolean; file: string },
): void {
  const { measures, share, grouping } = plan;
  defineShow(program);
  definePlain(program);
  program.import('csv');
  const last = `line[${measures.length + 1}]`;
  const missing = hasGaps(plan);
  const shown = measures.map((measure, index) => {
    const text = `f"{line[${index + 1}]:${formatOf(measure)}}"`;
    return missing ? `${text} if line[${index + 1}] is not None else "-"` : text;
  });
  const saved = measures.map((_, index) => `plain(line[${index + 1}])`);
  const header = [
    groupText(grouping),
    ...measures.map(measureHeader),
    ...(share ? ['share'] : []),
    ...(counted ? ['rows'] : []),
  ];
  if (share) {
    shown.push('f"{line[1] / whole:.1%}"');
    saved.push('plain(line[1] / whole)');
    program.add('whole = sum(line[1] for line in table) or 1');
  }
  if (counted) {
    shown.push(`f"{${last}:,}"`);
    saved.push(last);
  }
  const [first] = numbersIn(measures);
  const used = first
    ? `sum(${cells.number(first)}(row[${pythonString(first.name)}]) is not None for row in rows)`
    : 'len(rows)';
  program.add(`header = [${header.map(pythonString).join(', ')}]
used = ${used}
print(f"rows used: {used} of {total}")
print()
show([header, *(
    [line[0], ${shown.join(', ')}]
    for line in table[:${mostShown}]
)])
if len(table) > ${mostShown}:
    print(f"\\nlines: {len(table)}")`);
  program.add(saveCsv(file, 'header', `[line[0], ${saved.join(', ')}] for line in table`));
}

function writeChart(program: Program, { grouping, measures, imageFormat }: Groups, chart: string): string {
  const [measure] = measures;
  const title = `${measure ? measureText(measure) : ''} by ${groupText(grouping)}`;
  const file = `chart.${imageFormat}`;
  const axes =
    chart === 'pie' || !measure
      ? ''
      : `, x_label=${pythonString(groupText(grouping))}, y_label=${pythonString(measureHeader(measure))}`;
  program.import('charts');
  program.add(`drawn = [line for line in table if line[1] is not None]${chart === 'bar' ? `[:${mostBars}]` : ''}
if drawn:
    labels, values = [line[0] for line in drawn], [line[1] for line in drawn]
    chart = charts.${chart}(labels, values, title=${pythonString(capitalise(title))}${axes})
    chart.save(${pythonString(file)})`);
  return file;
}
