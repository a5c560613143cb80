import { pythonName, pythonString } from '../../python-literal.ts';
import { measureHeader } from '../measure-text.ts';
import type { AggregatePlan, Plan } from '../plan.ts';
import { beginProgram, numbersIn, type WrittenProgram } from './begin-program.ts';
import { formatOf, needsTwo, operationCall } from './operation-call.ts';

/** Operations on all rows together: a line of output for each. */
export function writeWhole(plan: Plan & AggregatePlan): WrittenProgram {
  const columns = numbersIn(plan.measures);
  const { program, cells } = beginProgram(
    plan,
    plan.measures.flatMap(({ column }) => column ?? []),
  );
  const taken = new Set([
    'rows',
    'total',
    'numbers',
    'number',
    'row',
    'text',
    'value',
    'date',
    'day',
    'mean',
    'median',
    'stdev',
    'variance',
  ]);
  const names = new Map(columns.map((column) => [column, pythonName(column.name, 'values', taken)]));
  for (const column of columns) program.add(`${names.get(column)} = ${cells.numbers(column, 'rows')}`);
  const prints = plan.measures.map((measure) => {
    const name = measure.column && names.get(measure.column);
    const print = `print(${pythonString(`${measureHeader(measure)}:`)}, f"{${operationCall(program, measure, name ?? 'rows', 'rows')}:${formatOf(measure)}}")`;
    return name ? `if ${needsTwo(measure) ? `len(${name}) > 1` : name}:\n    ${print}` : print;
  });
  const [first] = columns;
  program.add(
    [`print(f"rows used: {len(${(first && names.get(first)) ?? 'rows'})} of {total}")`, ...prints].join('\n'),
  );
  return { code: program.toString(), files: [] };
}
