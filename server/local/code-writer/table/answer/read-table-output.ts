import type { PythonResult } from '../../../python/index.ts';

/** What a program about a table printed. */
export interface TableOutput {
  /** How many rows were used, and how many the file has. */
  used: number;
  total: number;
  header: string[];
  lines: string[][];
  /** How many lines there are in all, where not all are shown. */
  lineCount: number;
}

/** Reads the columns that `show` printed: they stand at least two blanks apart. */
export function readTableOutput({ logs }: PythonResult): TableOutput {
  const rows = /^rows used: (\d+) of (\d+)$/m.exec(logs);
  const sections = logs.split('\n\n');
  const block = sections[sections.findIndex((section) => /^rows used: /m.test(section)) + 1] ?? '';
  const [header = [], ...lines] = block
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/ {2,}/));
  const count = /^lines: (\d+)$/m.exec(logs)?.[1];
  return {
    used: Number(rows?.[1] ?? 0),
    total: Number(rows?.[2] ?? 0),
    header,
    lines,
    lineCount: count ? Number(count) : lines.length,
  };
}

/** Takes the zeros from the ends of numbers that stand below each other, as long as all have them; `least` decimals stay. */
export function trimDecimals(cells: readonly string[], least: number): string[] {
  const ends = cells.map((cell) => /\.(\d+)$/.exec(cell)?.[1] ?? '');
  if (ends.some((decimals) => decimals === '')) return [...cells];
  const needed = Math.max(least, ...ends.map((decimals) => decimals.replace(/0+$/, '').length));
  return cells.map((cell, index) => {
    const decimals = ends[index] ?? '';
    const kept = decimals.slice(0, needed);
    return cell.slice(0, cell.length - decimals.length - 1) + (kept && `.${kept}`);
  });
}
