import { pythonString, pythonStrings } from '../../python-literal.ts';
import type { ListPlan, Plan, RowsPlan } from '../plan.ts';
import { labelColumnOf } from '../question/column-roles.ts';
import type { Column, Table } from '../table.ts';
import { beginProgram, type WrittenProgram } from './begin-program.ts';
import { defineShow, fileNameOf, saveCsv } from './write-output.ts';

const mostColumns = 6;

/** The rows with the largest or smallest numbers of a column. */
export function writeRows(plan: Plan & RowsPlan, chart: string | undefined): WrittenProgram {
  const { table, by, order, limit } = plan;
  const label = plan.label ?? labelColumnOf(table);
  const shown = shownColumns(table, by, label);
  const { program, cells } = beginProgram(plan, shown);
  const read = cells.number(by);
  program.import('csv');
  defineShow(program);
  const column = pythonString(by.name);
  program.add(`columns = ${pythonStrings(shown.map(({ name }) => name))}
known = [row for row in rows if ${read}(row[${column}]) is not None]
known.sort(key=lambda row: ${read}(row[${column}])${order === 'most' ? ', reverse=True' : ''})
table = known[:${limit}]
# Rows that have the same number as the last one belong to it.
table += [row for row in known[${limit}:${limit + 10}] if ${read}(row[${column}]) == ${read}(table[-1][${column}])]

print(f"rows used: {len(known)} of {total}")
print()
show([columns] + [[row[name].strip() or "-" for name in columns] for row in table])`);
  if (limit === 1) return { code: program.toString(), files: [] };
  const file = fileNameOf(
    `${order === 'most' ? 'top' : 'bottom'} ${limit} by ${by.name}`,
    'csv',
    'summary',
    table.fileName,
  );
  program.add(saveCsv(file, 'columns', '[row[name] for name in columns] for row in table'));
  if (!chart || !label) return { code: program.toString(), files: [file] };
  program.import('charts');
  const image = `chart.${plan.imageFormat}`;
  const title = pythonString(`${order === 'most' ? 'Highest' : 'Lowest'} ${by.name}`);
  program.add(`if table:
    labels = [row[${pythonString(label.name)}] for row in table]
    values = [${read}(row[${column}]) for row in table]
    chart = charts.bar(labels, values, title=${title}, x_label=${pythonString(label.name)}, y_label=${column})
    chart.save(${pythonString(image)})`);
  return { code: program.toString(), files: [file, image] };
}

/** The rows the filters let through. */
export function writeList(plan: Plan & ListPlan): WrittenProgram {
  const { table, limit, filters } = plan;
  const filtered = filters.map(({ column }) => column);
  const label = plan.label ?? labelColumnOf(table);
  const first = [...new Set([...(label ? [label] : []), ...filtered])];
  const shown = [...first, ...table.columns.filter((column) => !first.includes(column))].slice(0, mostColumns);
  const { program } = beginProgram(plan, shown);
  program.import('csv');
  defineShow(program);
  const file = fileNameOf('selected rows', 'csv', 'selected_rows', table.fileName);
  program.add(`columns = ${pythonStrings(shown.map(({ name }) => name))}
print(f"rows used: {len(rows)} of {total}")
print()
show([columns] + [[row[name].strip() or "-" for name in columns] for row in rows[:${limit}]])
if len(rows) > ${limit}:
    print(f"\\nlines: {len(rows)}")`);
  program.add(saveCsv(file, 'columns', '[row[name] for name in columns] for row in rows'));
  return { code: program.toString(), files: [file] };
}

/** What tells the rows apart first, then what they are ordered by, then the rest while there is room. */
function shownColumns(table: Table, by: Column, label: Column | undefined): Column[] {
  const first = label && label !== by ? [label, by] : [by];
  const others = table.columns.filter((column) => !first.includes(column));
  return [...first, ...others].slice(0, mostColumns);
}
