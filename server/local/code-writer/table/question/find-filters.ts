import type { Comparison, Filter } from '../plan.ts';
import type { Column, Table } from '../table.ts';
import { dateColumnOf, isYear, measuresOf } from './column-roles.ts';
import type { Sentence } from './sentence.ts';

export interface FoundFilters {
  filters: Filter[];
  /** The text of the sentence without them. */
  text: string;
}

const more =
  'above|over|greater than|more than|higher than|larger than|bigger than|exceeding|exceeds|exceed|older than|longer than|heavier than|>';
const less =
  'below|under|less than|fewer than|lower than|smaller than|cheaper than|younger than|shorter than|lighter than|<';
const atLeast = 'at least|no less than|not less than|a minimum of|>=|≥';
const atMost = 'at most|no more than|not more than|up to|a maximum of|<=|≤';
const links = '(?:(?:is|are|was|were|be|has|have|that|value|values|of|the|a|an|with|being) )*';
const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const shortMonths = months.replace(/\b(\w{3})\w*/g, '$1');

/** Which rows a sentence speaks of. */
export function findFilters(sentence: Sentence, table: Table): FoundFilters {
  const filters: Filter[] = [];
  let text = sentence.text;
  const number = (index: string | undefined) => sentence.numbers[Number(index)] ?? '';
  const numeric = (index: string | undefined) =>
    sentence.columns[Number(index)]?.columns.find(({ kind }) => kind === 'number');
  const date = dateColumnOf(table);
  const [onlyMeasure, ...otherMeasures] = measuresOf(table);
  const hinted = (words: string): Column | undefined =>
    columnHintedBy(words, table) ?? (otherMeasures.length === 0 ? onlyMeasure : undefined);

  /** Takes every match out of the text of which the handler makes a filter. */
  const take = (pattern: string, toFilter: (groups: (string | undefined)[], words: string) => Filter | undefined) => {
    text = text.replace(
      new RegExp(
        `(?<![\\w\\[])(?:(?:where|whose|with|when|if|only|for|that|which|having) )?(?:the )?${pattern}(?![\\w\\]])`,
        'g',
      ),
      (words, ...groups) => {
        const filter = toFilter(groups as (string | undefined)[], words);
        if (filter) filters.push(filter);
        return filter ? ` ${otherColumns(words, filter.column, sentence)} ; ` : words;
      },
    );
  };

  const C = String.raw`\[c(\d+)\]`;
  const N = String.raw`\[n(\d+)\]`;
  const D = String.raw`\[d(\d+)\]`;

  take(`(?:${C} )?${links}(?:between|from) ${N} (?:and|to|until) ${N}`, ([column, low, high], words) => {
    const [from, to] = [number(low), number(high)];
    if (date && areYears(from, to) && !numeric(column))
      return { kind: 'between', column: date, low: `${from}-01-01`, high: `${to}-12-31` };
    const found = numeric(column) ?? yearColumn(table, from, to) ?? hinted(words);
    return found && { kind: 'between', column: found, low: from, high: to };
  });
  take(
    `(?:${links})(?:between|from) ${D} (?:and|to|until) ${D}`,
    ([low, high]) =>
      date && {
        kind: 'between',
        column: date,
        low: firstDay(sentence.dates[Number(low)]),
        high: lastDay(sentence.dates[Number(high)]),
      },
  );

  const comparisons: [string, Comparison][] = [
    [atLeast, '>='],
    [atMost, '<='],
    [more, '>'],
    [less, '<'],
  ];
  for (const [words, comparison] of comparisons) {
    const compare = ([before, value, after]: (string | undefined)[], said: string): Filter | undefined => {
      const column = numeric(before) ?? numeric(after) ?? hinted(said);
      return column && { kind: 'compare', column, comparison, number: number(value) };
    };
    take(`(?:${C} )?${links}(?:${words}) (?:than )?${N}(?: (?:in )?${C}(?! (?:by|per)))?`, compare);
  }
  take(`(?:${C} )?${links}${N} (?:or|and) (?:more|above|over|higher)`, ([column, value], said) =>
    compareFilter(numeric(column) ?? hinted(said), '>=', number(value)),
  );
  take(`(?:${C} )?${links}${N} (?:or|and) (?:less|fewer|below|under|lower)`, ([column, value], said) =>
    compareFilter(numeric(column) ?? hinted(said), '<=', number(value)),
  );
  take(`${C} (?:is not|isn't|!=|≠|not) ${N}`, ([column, value]) => compareFilter(numeric(column), '!=', number(value)));
  take(`${C} (?:is|are|was|were|=|==|equals|equal to|of) (?:equal to )?${N}`, ([column, value]) =>
    compareFilter(numeric(column), '==', number(value)),
  );

  if (date) {
    const period = (year: string, month?: string): Filter => ({
      kind: 'in-period',
      column: date,
      ...(year && { year: Number(year) }),
      ...(month && { month: monthNumber(month) }),
    });
    take(`(?:in|for|during|of|from) (${months}|${shortMonths}) (?:of )?${N}`, ([month, year]) =>
      areYears(number(year)) ? period(number(year), month) : undefined,
    );
    take(`(?:in|for|during|of) (${months}|${shortMonths})`, ([month]) => period('', month));
    take(`(?:after|>) (?:the year )?${N}`, ([year]) =>
      areYears(number(year))
        ? { kind: 'compare-date', column: date, comparison: '>', date: `${number(year)}-12-31` }
        : undefined,
    );
    take(`(?:since|from|>=) (?:the year )?${N}(?: on| onwards)?`, ([year]) =>
      areYears(number(year))
        ? { kind: 'compare-date', column: date, comparison: '>=', date: `${number(year)}-01-01` }
        : undefined,
    );
    take(`(?:before|until|<) (?:the year )?${N}`, ([year]) =>
      areYears(number(year))
        ? { kind: 'compare-date', column: date, comparison: '<', date: `${number(year)}-01-01` }
        : undefined,
    );
    take(`(?:after|>) ${D}`, ([day]) => ({
      kind: 'compare-date',
      column: date,
      comparison: '>',
      date: lastDay(sentence.dates[Number(day)]),
    }));
    take(`(?:since|from|>=|≥) ${D}`, ([day]) => ({
      kind: 'compare-date',
      column: date,
      comparison: '>=',
      date: firstDay(sentence.dates[Number(day)]),
    }));
    take(`(?:before|<) ${D}`, ([day]) => ({
      kind: 'compare-date',
      column: date,
      comparison: '<',
      date: firstDay(sentence.dates[Number(day)]),
    }));
    take(`(?:until|up to|<=|≤) ${D}`, ([day]) => ({
      kind: 'compare-date',
      column: date,
      comparison: '<=',
      date: lastDay(sentence.dates[Number(day)]),
    }));
    take(`(?:on|in|for|during|of|is|=)? ?${D}`, ([day]) => ({
      kind: 'between',
      column: date,
      low: firstDay(sentence.dates[Number(day)]),
      high: lastDay(sentence.dates[Number(day)]),
    }));
  }
  take(`(?:in|for|during|of|from) (?:the year )?${N}`, ([year]) => yearFilter(number(year), date, table));
  return { filters, text };
}

/** Columns that stood beside a filter and are not its own: they say something else, and stay. */
function otherColumns(words: string, column: Column, sentence: Sentence): string {
  const mentions = [...words.matchAll(/\[c(\d+)\]/g)];
  const others = mentions.filter(([, index]) => !sentence.columns[Number(index)]?.columns.includes(column));
  return others.map(([placeholder]) => placeholder).join(' ');
}

function compareFilter(column: Column | undefined, comparison: Comparison, number: string): Filter | undefined {
  return column && { kind: 'compare', column, comparison, number };
}

function yearFilter(year: string, date: Column | undefined, table: Table): Filter | undefined {
  if (!areYears(year)) return undefined;
  if (date) return { kind: 'in-period', column: date, year: Number(year) };
  const column = yearColumn(table, year);
  return column && { kind: 'compare', column, comparison: '==', number: year };
}

function yearColumn(table: Table, ...years: string[]): Column | undefined {
  return areYears(...years) ? table.columns.find(isYear) : undefined;
}

function areYears(...numbers: string[]): boolean {
  return numbers.every((number) => /^(?:19|20)\d\d$/.test(number));
}

/** "cheaper than" speaks of a price, "older than" of an age. */
function columnHintedBy(words: string, table: Table): Column | undefined {
  const hints: [RegExp, RegExp][] = [
    [/cheap|expensive/, /price|cost/i],
    [/old|young/, /age/i],
    [/long|short/, /length|duration/i],
    [/heav|light/, /weight/i],
  ];
  const name = hints.find(([hint]) => hint.test(words))?.[1];
  return name && table.columns.find((column) => column.kind === 'number' && name.test(column.name));
}

function monthNumber(name: string): number {
  return shortMonths.split('|').indexOf(name.slice(0, 3)) + 1;
}

function firstDay(date = ''): string {
  const [year = '', month = '', day = '1'] = date.split('-');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function lastDay(date = ''): string {
  const [year, month, day] = date.split('-').map(Number);
  return day ? firstDay(date) : new Date(Date.UTC(year ?? 0, month ?? 1, 0)).toISOString().slice(0, 10);
}
