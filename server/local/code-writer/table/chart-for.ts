import type { Plan } from './plan.ts';
import { isMissing, type Column } from './table.ts';

const mostGroups = 30;
const mostSlices = 20;

/** The function of `charts` that suits a plan; undefined where a chart was not asked for and would not help. */
export function chartFor(plan: Plan): 'bar' | 'line' | 'pie' | undefined {
  if (plan.kind === 'rows') return plan.limit > 1 && plan.limit <= mostGroups ? 'bar' : undefined;
  if (plan.kind !== 'aggregate' || !plan.grouping) return undefined;
  const { column, period } = plan.grouping;
  const groups = period === 'weekday' ? 7 : period ? Infinity : new Set(column.cells).size;
  const shown = Math.min(groups, plan.limit ?? Infinity);
  const timely = period !== undefined && period !== 'weekday';
  if (!plan.chart && !timely && (shown < 2 || shown > mostGroups)) return undefined;
  const additive = plan.measures.every(({ operation }) => ['sum', 'count', 'distinct'].includes(operation));
  if (plan.chart === 'pie' || (plan.share && plan.chart !== 'bar')) {
    return additive && shown <= mostSlices && !plan.measures.some(({ column }) => column && hasNegatives(column))
      ? 'pie'
      : 'bar';
  }
  if (plan.chart === 'line' || plan.chart === 'bar') return plan.chart;
  return timely ? 'line' : 'bar';
}

function hasNegatives({ cells }: Column): boolean {
  return cells.some((cell) => !isMissing(cell) && /^\s*(?:\(|[^\d]{0,4}[-−])/.test(cell));
}
