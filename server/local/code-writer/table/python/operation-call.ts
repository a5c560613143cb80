import { pythonString } from '../../python-literal.ts';
import { decimalsOf } from '../measure-text.ts';
import type { Measure } from '../plan.ts';
import type { Program } from './program.ts';

const imported = { rate: 'mean', mean: 'mean', median: 'median', std: 'stdev', variance: 'variance' } as const;

/** Whether an operation has no result for a single number. */
export function needsTwo({ operation }: Measure): boolean {
  return operation === 'std' || operation === 'variance';
}

/** How Python writes the result of a measure in the output. */
export function formatOf({ operation, column }: Measure): string {
  return operation === 'rate' ? '.1%' : `,.${decimalsOf(operation, column?.number)}f`;
}

/** The expression that computes a measure; None where it has no result. `values` names the list of its column's numbers, `members` the list of rows. */
export function operationCall(
  program: Program,
  { operation, column }: Measure,
  values: string,
  members: string,
): string {
  if (operation in imported) program.import('statistics', imported[operation as keyof typeof imported]);
  switch (operation) {
    case 'value':
      return `${values}[0]`;
    case 'rate':
      return `mean(${values})`;
    case 'mean':
    case 'median':
    case 'sum':
    case 'min':
    case 'max':
      return `${operation}(${values})`;
    case 'std':
    case 'variance':
      return `(${imported[operation]}(${values}) if len(${values}) > 1 else None)`;
    case 'range':
      return `max(${values}) - min(${values})`;
    case 'distinct':
      return `len({row[${pythonString(column?.name ?? '')}].strip() for row in ${members}} - {""})`;
    case 'count':
      return column?.kind === 'number' ? `len(${values})` : `len(${members})`;
  }
}
