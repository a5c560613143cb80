import type { Comparison, Filter } from '../plan.ts';
import type { Column } from '../table.ts';
import { isFlag, isYear } from './column-roles.ts';
import { columnMark, numberMark, type FilterFinder } from './filter-finder.ts';

const links = '(?:(?:is|are|was|were|be|has|have|that|value|values|of|the|a|an|with|being) )*';
/** The longer ones first: "no more than" is no "more than". */
const comparisons: [Comparison, string][] = [
  ['>=', 'at least|no less than|not less than|a minimum of|>=|≥'],
  ['<=', 'at most|no more than|not more than|up to|a maximum of|<=|≤'],
  [
    '>',
    'above|over|greater than|more than|higher than|larger than|bigger than|exceeding|exceeds|exceed|older than|longer than|heavier than|>',
  ],
  [
    '<',
    'below|under|less than|fewer than|lower than|smaller than|cheaper than|younger than|shorter than|lighter than|<',
  ],
];
const afterwards: [Comparison, string][] = [
  ['>=', 'more|above|over|higher'],
  ['<=', 'less|fewer|below|under|lower'],
];

/** Filters that compare a column with a number: "price above 100", "at least 5 units", "between 10 and 20". */
export function findNumberFilters(finder: FilterFinder): void {
  const before = `(?:${columnMark} )?${links}`;
  finder.take(
    `${before}(?:between|from) ${numberMark} (?:and|to|until) ${numberMark}`,
    ([column, first, last], words) => {
      const [low, high] = [finder.number(first), finder.number(last)];
      const found = finder.numeric(column) ?? yearColumn(finder, low, high) ?? finder.hinted(words);
      return found && { kind: 'between', column: found, low, high };
    },
  );
  for (const [comparison, words] of comparisons) {
    const after = `(?: (?:in )?${columnMark}(?! (?:by|per)))?`;
    finder.take(`${before}(?:${words}) (?:than )?${numberMark}${after}`, ([column, number, other], said) =>
      compare(
        finder.numeric(column) ?? finder.numeric(other) ?? finder.hinted(said),
        comparison,
        finder.number(number),
      ),
    );
  }
  for (const [comparison, words] of afterwards) {
    finder.take(`${before}${numberMark} (?:or|and) (?:${words})`, ([column, number], said) =>
      compare(finder.numeric(column) ?? finder.hinted(said), comparison, finder.number(number)),
    );
  }
  finder.take(`${columnMark} (?:is not|isn't|!=|≠|not) ${numberMark}`, ([column, number]) =>
    compare(finder.numeric(column), '!=', finder.number(number)),
  );
  finder.take(
    `${columnMark} (?:is|are|was|were|=|==|equals|equal to|of) (?:equal to )?${numberMark}`,
    ([column, number]) => compare(finder.numeric(column), '==', finder.number(number)),
  );
  // "The average age of survivors", of a column that says by 1 who is one.
  finder.take(`(?:of|for|among) ${columnMark}`, ([index]) => {
    const column = finder.numeric(index);
    const others = finder.text.match(new RegExp(columnMark, 'g'))?.length ?? 0;
    return column && isFlag(column) && others > 1 ? compare(column, '==', '1') : undefined;
  });
  finder.take(`(?:in|for|during|of|from) (?:the year )?${numberMark}`, ([number]) =>
    compare(yearColumn(finder, finder.number(number)), '==', finder.number(number)),
  );
}

function compare(column: Column | undefined, comparison: Comparison, number: string): Filter | undefined {
  return column && { kind: 'compare', column, comparison, number };
}

/** A column of years, where all the numbers are some. */
function yearColumn({ table }: FilterFinder, ...numbers: string[]): Column | undefined {
  return numbers.every(looksLikeYear) ? table.columns.find(isYear) : undefined;
}

export function looksLikeYear(number: string): boolean {
  return /^(?:19|20)\d\d$/.test(number);
}
