import { isMissing, type DateStyle } from './table.ts';

interface DateForm {
  form: RegExp;
  format: string;
  precision?: 'month';
}

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const wholeMonth = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const number = '(?:0?[1-9]|1[0-2])';
const year = '(?:18|19|20|21)\\d\\d';

const forms: DateForm[] = [
  [`${year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?:[T ].*)?`, 'iso'],
  [`${year}/${number}/${day}`, '%Y/%m/%d'],
  [`${day}\\.${number}\\.${year}`, '%d.%m.%Y'],
  [`${day}\\.${number}\\.\\d\\d`, '%d.%m.%y'],
  [`${number}/${day}/${year}`, '%m/%d/%Y'],
  [`${day}/${number}/${year}`, '%d/%m/%Y'],
  [`${number}/${day}/\\d\\d`, '%m/%d/%y'],
  [`${day}/${number}/\\d\\d`, '%d/%m/%y'],
  [`${number}-${day}-${year}`, '%m-%d-%Y'],
  [`${day}-${number}-${year}`, '%d-%m-%Y'],
  [`${day} ${month} ${year}`, '%d %b %Y'],
  [`${day} ${wholeMonth} ${year}`, '%d %B %Y'],
  [`${month} ${day}, ${year}`, '%b %d, %Y'],
  [`${wholeMonth} ${day}, ${year}`, '%B %d, %Y'],
  [`${day}-${month}-${year}`, '%d-%b-%Y'],
  [`${day}-${month}-\\d\\d`, '%d-%b-%y'],
  [`${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`, '%Y%m%d'],
  [`${year}-(?:0[1-9]|1[0-2])`, '%Y-%m', 'month'],
  [`${number}/${year}`, '%m/%Y', 'month'],
  [`${month} ${year}`, '%b %Y', 'month'],
  [`${wholeMonth} ${year}`, '%B %Y', 'month'],
  [`${month}-\\d\\d`, '%b-%y', 'month'],
].map(([form, format, precision]) => ({
  form: new RegExp(`^${form}$`, 'i'),
  format: format ?? '',
  ...(precision === 'month' && { precision: 'month' as const }),
}));

const enough = 0.9;

export interface SniffedDates {
  style: DateStyle;
  /** Day and month could change places in every cell. */
  doubtful: boolean;
}

/** How the cells write dates; undefined where most of them are something else. `dayFirst` decides between `03/04` and `04/03`. */
export function sniffDates(cells: readonly string[], dayFirst: boolean): SniffedDates | undefined {
  const filled = cells.filter((cell) => !isMissing(cell));
  if (filled.length === 0) return undefined;
  const fitting = forms.filter(({ form }) => filled.filter((cell) => form.test(cell)).length >= filled.length * enough);
  const all = fitting.filter(({ form }) => filled.every((cell) => form.test(cell)));
  const candidates = all.length > 0 ? all : fitting;
  const [first] = candidates;
  if (!first) return undefined;
  const swapped = candidates.find(({ format }) => format.startsWith('%d') !== first.format.startsWith('%d'));
  const chosen = swapped && dayFirst !== first.format.startsWith('%d') ? swapped : first;
  return { style: { format: chosen.format, precision: chosen.precision ?? 'day' }, doubtful: swapped !== undefined };
}
