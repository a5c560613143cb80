import type { ChartKind, Operation } from '../plan.ts';

const operations: [Operation, RegExp][] = [
  ['mean', /\b(?:mean|average|averages|avg|averaged)\b/],
  ['median', /\bmedians?\b/],
  ['sum', /\b(?:sum|sums|total|totals|totalling|altogether|combined|overall|add up|how much)\b/],
  ['count', /\b(?:how many|count|counts|number of|frequency|frequencies|how often)\b/],
  ['distinct', /\b(?:distinct|unique|different)\b/],
  ['std', /\b(?:std|stdev|standard deviation|deviation)\b/],
  ['variance', /\bvariance\b/],
  ['range', /\brange\b/],
  ['min', /\b(?:min|minimum|minima)\b/],
  ['max', /\b(?:max|maximum|maxima)\b/],
];

/** The operations a text asks for, in the order it names them. */
export function findOperations(text: string): Operation[] {
  const found = operations
    .map(([operation, pattern]) => ({ operation, at: text.search(pattern) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at)
    .map(({ operation }) => operation);
  // "How many different" and "the number of unique" are one thing.
  if (found.includes('distinct')) return found.filter((operation) => operation !== 'count');
  return found;
}

const mostWords = `most|highest|largest|biggest|greatest|top|best|longest|oldest|heaviest|latest|strongest|fastest|busiest|priciest|dearest|better|max|maximum`;
const leastWords = `least|lowest|smallest|fewest|cheapest|worst|bottom|shortest|youngest|lightest|earliest|weakest|slowest|worse|min|minimum|rarest`;

/** Whether a text asks for what stands at one end, and at which. */
export function findExtreme(text: string): 'most' | 'least' | undefined {
  const most = text.search(new RegExp(String.raw`\b(?:${mostWords})\b`));
  const least = text.search(new RegExp(String.raw`\b(?:${leastWords})\b|\bleast\b`));
  if (most === -1) return least === -1 ? undefined : 'least';
  // "most expensive" is at the upper end; of two words the first one decides.
  return least === -1 || most < least ? 'most' : 'least';
}

export const extremeWords = `${mostWords}|${leastWords}`;

/** The chart a text asks for; `any` where it leaves the kind open. */
export function findChart(text: string): ChartKind | 'any' | undefined {
  if (/\b(?:pie|donut|doughnut)\b/.test(text)) return 'pie';
  if (/\bhistograms?\b/.test(text)) return 'histogram';
  if (/\bscatter\w*\b/.test(text)) return 'scatter';
  if (/\bline (?:chart|graph|plot|diagram)s?\b/.test(text)) return 'line';
  if (/\b(?:bar|bars|column) (?:chart|graph|plot|diagram)s?\b|\bbars\b/.test(text)) return 'bar';
  return /\b(?:charts?|plots?|plotted|graphs?|diagrams?|draw|visuali[sz]e|visuali[sz]ation|visually)\b/.test(text)
    ? 'any'
    : undefined;
}
