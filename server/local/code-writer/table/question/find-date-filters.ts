import type { Comparison, Filter } from '../plan.ts';
import { dateColumnOf } from './column-roles.ts';
import { dateMark, numberMark, type FilterFinder } from './filter-finder.ts';
import { looksLikeYear } from './find-number-filters.ts';

/** A day, a month or a year, by its first and its last day. */
interface Span {
  first: string;
  last: string;
  year: number;
  month?: number;
}

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const shortMonths = months.replace(/\b(\w{3})\w*/g, '$1');
/** Three groups: a date, or a month and the number of a year. */
const time = `(?:the )?(?:year |month )?(?:${dateMark}|(?:(${months}|${shortMonths}) (?:of )?)?${numberMark})`;

/** Filters on the table's dates: "in March 2024", "since 2020", "before 2024-05-01", "between 2020 and 2022". */
export function findDateFilters(finder: FilterFinder): void {
  const column = dateColumnOf(finder.table);
  if (!column) return;
  const span = ([date, month, year]: (string | undefined)[]) =>
    spanOf(finder.sentence.dates[Number(date)], month, finder.number(year));
  const compare = (comparison: Comparison, date: string | undefined): Filter | undefined =>
    date === undefined ? undefined : { kind: 'compare-date', column, comparison, date };

  finder.take(`(?:between|from) ${time} (?:and|to|until) ${time}`, (groups) => {
    const [from, to] = [span(groups.slice(0, 3)), span(groups.slice(3, 6))];
    return from && to && { kind: 'between', column, low: from.first, high: to.last };
  });
  finder.take(`(?:after|>) ${time}`, (groups) => compare('>', span(groups)?.last));
  finder.take(`(?:since|from|starting|>=|≥) ${time}(?: on| onwards)?`, (groups) => compare('>=', span(groups)?.first));
  finder.take(`(?:before|<) ${time}`, (groups) => compare('<', span(groups)?.first));
  finder.take(`(?:until|up to|<=|≤) ${time}`, (groups) => compare('<=', span(groups)?.last));
  finder.take(`(?:in|for|during|of|on|from) ${time}`, (groups) => {
    const found = span(groups);
    if (!found) return undefined;
    if (found.first === found.last) return { kind: 'compare-date', column, comparison: '==', date: found.first };
    return { kind: 'in-period', column, year: found.year, ...(found.month && { month: found.month }) };
  });
  finder.take(`(?:in|for|during|of) (${months}|${shortMonths})`, ([month]) => ({
    kind: 'in-period',
    column,
    month: monthNumber(month ?? ''),
  }));
}

function spanOf(date: string | undefined, monthName: string | undefined, number: string): Span | undefined {
  const written = date ?? (looksLikeYear(number) ? number : '');
  const [year = NaN, month = monthName ? monthNumber(monthName) : undefined, day] = written.split('-').map(Number);
  if (!written || Number.isNaN(year)) return undefined;
  if (day !== undefined && month !== undefined)
    return { first: dayText(year, month, day), last: dayText(year, month, day), year, month };
  if (month !== undefined) return { first: dayText(year, month, 1), last: dayText(year, month + 1, 0), year, month };
  return { first: dayText(year, 1, 1), last: dayText(year, 12, 31), year };
}

/** The day as 2024-03-31; day 0 of a month is the last one of the month before. */
function dayText(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

function monthNumber(name: string): number {
  return shortMonths.split('|').indexOf(name.slice(0, 3)) + 1;
}
