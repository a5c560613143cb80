import { pythonString } from '../../python-literal.ts';
import type { Program } from './program.ts';

/** Lines of a result that are shown; all of them are in the file. */
export const mostShown = 50;

/** Makes `show(lines)`, which prints texts in columns. Cells hold no two blanks in a row, so that the columns can be told apart. */
export function defineShow(program: Program): void {
  program.define(
    'show',
    `def show(lines):
    """Prints lines of texts in columns, all but the first one to the right."""
    lines = [[" ".join(cell.split()) for cell in line] for line in lines]
    widths = [max(map(len, column)) for column in zip(*lines)]
    for first, *others in lines:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:])]
        print("  ".join([first.ljust(widths[0]), *cells]))`,
  );
}

/** Makes `plain(value)`, which writes a number for a file. */
export function definePlain(program: Program): void {
  program.define(
    'plain',
    `def plain(value):
    """At most six decimals, and none that say nothing."""
    if value is None:
        return ""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".")`,
  );
}

/** Saves lines to a CSV file: `header` is a Python list, `cells` what is written of each line. */
export function saveCsv(file: string, header: string, cells: string): string {
  return `with open(${pythonString(file)}, "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(${header})
    writer.writerows(${cells})`;
}

/** A name for a file from words: `mean_price_by_region`; what no file name should hold is left out. */
export function fileNameOf(words: string, ending: string, fallback: string, taken: string): string {
  const slug = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
    .replace(/_+$/, '');
  const lost =
    words.replace(/[\p{L}\p{N}]/gu, '').length < words.length &&
    /[^\p{ASCII}]/u.test(words.normalize('NFKD').replace(/\p{M}/gu, ''));
  const name = slug.length > 2 && !lost ? slug : fallback;
  return `${name}${`${name}.${ending}`.toLowerCase() === taken.toLowerCase() ? '_result' : ''}.${ending}`;
}
