import type { InputFile } from '../written-code.ts';
import type { Plan } from './plan.ts';
import { understand } from './question/understand.ts';
import { readTable } from './read-table.ts';

/** What the question asks of the files that are tables: of the one it names, else of the one it fits best. */
export function planFor(question: string, files: readonly InputFile[]): Plan | undefined {
  const tables = files.map(readTable).filter((table) => table !== undefined);
  const named = tables.filter((table) => question.toLowerCase().includes(table.fileName.toLowerCase()));
  const plans = (named.length > 0 ? named : tables).flatMap(
    (table) => understand(question, table, tables.length === files.length) ?? [],
  );
  return plans.sort((a, b) => fit(b) - fit(a))[0];
}

/** How sure a plan is: one that asks back stands behind one that does not. */
function fit(plan: Plan): number {
  if (plan.kind === 'ask') return 0;
  return 10 + plan.filters.length + (plan.kind === 'aggregate' ? plan.measures.length + (plan.grouping ? 2 : 0) : 0);
}
