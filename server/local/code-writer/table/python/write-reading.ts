import { pythonString, pythonStrings } from '../../python-literal.ts';
import type { Column, Table } from '../table.ts';
import type { Program } from './program.ts';

/** Reads the file into `rows`, a list of dicts of texts. `columns` are the ones the program goes on with. */
export function writeReading(program: Program, table: Table, columns: readonly Column[]): void {
  const path = pythonString(`/mnt/data/${table.fileName}`);
  const { source } = table;
  if (source.kind === 'json') writeJsonReading(program, table, columns, path);
  else {
    program.import('csv');
    const options = [
      ...(source.namesAsWritten ? [] : ['fieldnames=names']),
      'restval=""',
      ...(source.delimiter === ',' ? [] : [`delimiter=${pythonString(source.delimiter)}`]),
      ...(source.skipInitialSpace ? ['skipinitialspace=True'] : []),
    ];
    const skipped =
      source.linesBefore === 0
        ? ''
        : `    for _ in range(${source.linesBefore}):  # what stands above the table\n        next(file)\n`;
    const names = source.namesAsWritten ? '' : `names = ${pythonStrings(table.columns.map(({ name }) => name))}\n`;
    const header = source.hasHeader && !source.namesAsWritten ? '[1:]  # the header' : '';
    program.add(`${names}with open(${path}, encoding="${source.encoding}", newline="") as file:
${skipped}    rows = list(csv.DictReader(file, ${options.join(', ')}))${header}
${source.endsWithTotal ? 'rows.pop()  # the last row sums up the others\n' : ''}total = len(rows)`);
  }
}

function writeJsonReading(program: Program, table: Table, columns: readonly Column[], path: string): void {
  const { source } = table;
  if (source.kind !== 'json') return;
  program.import('json');
  const keys = source.path.map((key) => `[${pythonString(key)}]`).join('');
  const list = source.lines ? '[json.loads(line) for line in file if line.strip()]' : `json.load(file)${keys}`;
  program.add(`names = ${pythonStrings(columns.map(({ name }) => name))}
with open(${path}, encoding="${source.encoding === 'utf-8' ? 'utf-8-sig' : source.encoding}") as file:
    items = ${list}
rows = [{name: "" if item.get(name) is None else str(item[name]) for name in names} for item in items]
total = len(rows)`);
}
