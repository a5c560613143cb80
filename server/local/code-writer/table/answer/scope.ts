import { escapeMarkdown, listOf } from '../../read-output.ts';
import type { Plan } from '../plan.ts';
import { filterText } from '../python/write-filters.ts';
import type { Column } from '../table.ts';
import type { TableOutput } from './read-table-output.ts';

/** Which rows an answer speaks of: "where region is North". */
export function scopeOf({ filters }: Plan): { inWords: string; filtered: boolean } {
  const inWords = filters.length > 0 ? `where ${escapeMarkdown(filters.map(filterText).join(' and '))}` : '';
  return { inWords, filtered: filters.length > 0 };
}

/** What stands below an answer: how many rows it rests on, and how the file was read. */
export function closingOf(plan: Plan, { used, total }: TableOutput, needed: readonly Column[] = []): string {
  const file = escapeMarkdown(plan.table.fileName);
  const left = total - used;
  const names = [...new Set(needed)].map(({ name }) => escapeMarkdown(name));
  const why =
    plan.filters.length > 0 || names.length === 0
      ? ''
      : `; ${left} ${left === 1 ? 'has' : 'have'} no number in ${listOf(names, 'or')}`;
  const rows =
    left === 0
      ? `All ${total} rows of ${file} were used.`
      : `${used} of the ${total} rows of ${file} ${used === 1 ? 'was' : 'were'} used${why}.`;
  return [rows, ...plan.remarks.map(escapeMarkdown)].join(' ');
}
