/** Written as people write numbers in tables: with signs of currency, per cent, and either way to divide thousands. */
const plain = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const commaThousands = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const pointThousands = /^[-+]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|^[-+]?\d{1,3}\.\d{3},\d+$/;
const decimalComma = /^[-+]?\d+,\d+$/;

/** The number that a cell holds; NaN where it holds none. */
export function cellNumber(cell: string): number {
  const text = cell.replace(/[\s\u00a0\u202f$€£¥%']/g, '').replace('\u2212', '-');
  if (plain.test(text)) return Number(text);
  if (commaThousands.test(text)) return Number(text.replaceAll(',', ''));
  if (pointThousands.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  return decimalComma.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
