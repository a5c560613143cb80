import { pythonName, pythonString } from '../../python-literal.ts';
import { decimalsOf, unitOf } from '../measure-text.ts';
import type { Plan } from '../plan.ts';
import type { Table } from '../table.ts';
import { beginProgram, type WrittenProgram } from './begin-program.ts';
import { Program } from './program.ts';
import { definePlain, defineShow, fileNameOf, mostShown, saveCsv } from './write-output.ts';
import { writeReading } from './write-reading.ts';

/** Count, mean, median, extremes and deviation of columns. */
export function writeDescription(plan: Plan & { kind: 'describe' }): WrittenProgram {
  const { program, cells } = beginProgram(plan, plan.columns);
  program.import('statistics', 'mean', 'median', 'stdev').import('csv');
  defineShow(program);
  definePlain(program);
  const lines = plan.columns.map((column) => {
    const decimals = decimalsOf('mean', column.number);
    const unit = unitOf({ operation: 'mean', column });
    return `    (${pythonString(column.name + (unit && ` (${unit})`))}, ${cells.numbers(column, 'rows')}, ${decimals}),`;
  });
  const file = fileNameOf('statistics', 'csv', 'summary', plan.table.fileName);
  program.add(`table = []
for name, values, decimals in [
${lines.join('\n')}
]:
    if values:
        deviation = stdev(values) if len(values) > 1 else 0
        table.append((name, decimals, len(values), mean(values), median(values), min(values), max(values), deviation))

header = ["column", "numbers", "mean", "median", "lowest", "highest", "standard deviation"]
print(f"rows used: {len(rows)} of {total}")
print()
show([header] + [[line[0], f"{line[2]:,}", *(f"{value:,.{line[1]}f}" for value in line[3:])] for line in table])`);
  program.add(saveCsv(file, 'header', '[line[0], line[2], *map(plain, line[3:])] for line in table'));
  return { code: program.toString(), files: [file] };
}

/** The different cells of a column, and how often each occurs. */
export function writeValues(plan: Plan & { kind: 'values' }): WrittenProgram {
  const { program } = beginProgram(plan, [plan.column]);
  program.import('collections', 'Counter').import('csv');
  defineShow(program);
  const name = pythonString(plan.column.name);
  const file = fileNameOf(`different ${plan.column.name}`, 'csv', 'summary', plan.table.fileName);
  program.add(`counts = Counter(row[${name}].strip() for row in rows if row[${name}].strip())
table = counts.most_common()

print(f"rows used: {len(rows)} of {total}")
print(f"different: {len(table)}")
print()
show([[${name}, "rows"]] + [[value, f"{count:,}"] for value, count in table[:${mostShown}]])
if len(table) > ${mostShown}:
    print(f"\\nlines: {len(table)}")`);
  program.add(saveCsv(file, `[${name}, "rows"]`, 'table'));
  return { code: program.toString(), files: [file] };
}

/** How closely two columns go together. */
export function writeCorrelation(plan: Plan & { kind: 'correlation' }): WrittenProgram {
  const { x, y } = plan;
  const { program, cells } = beginProgram(plan, [x, y]);
  program.import('statistics', 'correlation', 'linear_regression', 'StatisticsError').import('charts');
  const taken = new Set([
    'pairs',
    'rows',
    'total',
    'number',
    'number_2',
    'slope',
    'intercept',
    'charts',
    'chart',
    'correlation',
  ]);
  const [across, up] = [pythonName(x.name, 'x', taken), pythonName(y.name, 'y', taken)];
  const image = `chart.${plan.imageFormat}`;
  program.add(`pairs = [(${cells.number(x)}(row[${pythonString(x.name)}]), ${cells.number(y)}(row[${pythonString(y.name)}])) for row in rows]
pairs = [(float(a), float(b)) for a, b in pairs if a is not None and b is not None]
print(f"rows used: {len(pairs)} of {total}")
if pairs:
    ${across}, ${up} = zip(*pairs)
    try:
        print(f"correlation: {correlation(${across}, ${up}):.4f}")
        slope, intercept = linear_regression(${across}, ${up})
        print(f"slope: {slope:.6g}")
        print(f"intercept: {intercept:.6g}")
    except StatisticsError:
        print("correlation: none")  # fewer than two pairs, or all the same
    chart = charts.scatter(${across}, ${up}, title=${pythonString(`${y.name} and ${x.name}`)}, x_label=${pythonString(x.name)}, y_label=${pythonString(y.name)})
    chart.save(${pythonString(image)})`);
  return { code: program.toString(), files: [image] };
}

/** How the numbers of a column are spread. */
export function writeHistogram(plan: Plan & { kind: 'histogram' }): WrittenProgram {
  const { column } = plan;
  const { program, cells } = beginProgram(plan, [column]);
  program.import('statistics', 'mean', 'median', 'stdev').import('charts');
  const values = pythonName(column.name, 'values', new Set(['rows', 'total', 'number', 'numbers', 'charts', 'chart']));
  const decimals = decimalsOf('mean', column.number);
  const image = `chart.${plan.imageFormat}`;
  const numbers = ['mean', 'median', 'min', 'max'].map(
    (name) => `    print(f"${name}: {${name}(${values}):,.${decimals}f}")`,
  );
  program.add(`${values} = ${cells.numbers(column, 'rows')}
print(f"rows used: {len(${values})} of {total}")
if ${values}:
${numbers.join('\n')}
    if len(${values}) > 1:
        print(f"standard deviation: {stdev(${values}):,.${decimals}f}")
    chart = charts.histogram(${values}, title=${pythonString(`Distribution of ${column.name}`)}, x_label=${pythonString(column.name)})
    chart.save(${pythonString(image)})`);
  return { code: program.toString(), files: [image] };
}

/** What the file holds, for a question that cannot be answered without asking back. */
export function writeColumns(table: Table): WrittenProgram {
  const program = new Program();
  writeReading(program, table, table.columns);
  const kinds = table.columns.map(({ name, kind }) => `    (${pythonString(name)}, ${pythonString(kind)}),`);
  program.add(`columns = [
${kinds.join('\n')}
]
print(f"rows: {total}")
for name, kind in columns:
    examples = list(dict.fromkeys(row[name].strip() for row in rows if row[name].strip()))[:3]
    print("column:", name, "|", kind, "|", ", ".join(examples))`);
  return { code: program.toString(), files: [] };
}
