import { stemOf } from './words.ts';

/** Words that say what to do, not with what: on their own they are neither the name of a column nor a cell. */
export const operationWords = new Set(
  `mean average avg averaged median sum total totals totalling altogether overall combined count counts counting number frequency min
  minimum max maximum highest lowest largest smallest biggest greatest most least fewest best worst top bottom longest shortest oldest
  youngest cheapest expensive std stdev deviation standard variance range spread share shares percentage percent proportion fraction
  trend correlation correlate distribution histogram chart charts plot graph diagram draw visualize visualise bar bars pie line scatter
  table data dataset csv file rows row column columns summary summarize summarise describe overview statistics stats unique distinct
  different compare comparison group grouped per each every rank ranking sort sorted list show many much`.split(/\s+/),
);

/** Words that tie others together. */
export const functionWords = new Set(
  `a an and any are as at be been but by can could did do does for from get give has have how i if in is it its let like make me more my
  no not of off on one only or our out over please s so some tell than that the their them then there these they this to under up us use
  was we were what what's whats when where which who whose why will with within without would yes you your`.split(
    /\s+/,
  ),
);

/** What the rows of a table are called where no column is meant. */
export const rowWords =
  /\b(?:rows?|records?|entries|entry|lines?|orders?|items?|transactions?|observations?|cases?|samples?|data points?)\b/;

const groups = [
  'revenue sales turnover income earnings proceeds takings',
  'price cost rate',
  'quantity qty units amount volume pieces',
  'amount value sum total',
  'customer client buyer',
  'product item article',
  'employee staff worker person name',
  'salary pay wage wages income',
  'country nation',
  'city town location',
  'region area territory district',
  'category type kind class',
  'department team division',
  'date day time',
  'score points mark grade result rating',
  'profit margin gain',
  'gender sex',
  'store shop branch',
  'temperature temp',
  'population inhabitants people',
  'betrag amount',
  'umsatz revenue sales',
  'preis price',
  'menge anzahl quantity',
  'kunde customer',
  'produkt product',
  'datum date',
].map((line) => line.split(' ').map(stemOf));

/** Whether two stems mean about the same. */
export function areSynonyms(a: string, b: string): boolean {
  return groups.some((group) => group.includes(a) && group.includes(b));
}

/** Whether two stems differ by a slip of the finger. */
export function areSimilar(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length);
  const most = length >= 9 ? 2 : length >= 5 ? 1 : 0;
  return Math.abs(a.length - b.length) <= most && a[0] === b[0] && distance(a, b) <= most;
}

/** Whether two stems have the same root: `survival` and `survived`, `class` and `pclass`. */
export function shareRoot(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  if (same >= 5 && Math.max(a.length, b.length) - same <= 3) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.length - short.length <= 2 && long.endsWith(short);
}

/** Edits between two words, where two neighbours that changed places are one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (rows[i - 2]?.[j - 2] ?? Infinity) + 1 : Infinity;
      row[j] = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped);
    }
    rows[i] = row;
  }
  return rows[a.length]?.[b.length] ?? Infinity;
}
