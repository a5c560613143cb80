import { escapeMarkdown } from '../../read-output.ts';

/** A table in markdown; columns of numbers are aligned to the right. */
export function markdownTable(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rule = header.map((_, index) => (lines.every((line) => isNumeric(line[index] ?? '')) ? '---:' : '---'));
  return [row(header), `| ${rule.join(' | ')} |`, ...lines.map(row)].join('\n');
}

/** A number with its signs and a short unit, or a dash for none. */
function isNumeric(cell: string): boolean {
  return /^[-−(]?\p{Sc}?\s?[-−]?\d[\d.,'’\s]*\)?(?:\s?[%\p{Sc}]|\s?\p{L}{1,4})?$|^-?$/u.test(cell);
}

/** Links to files the code has saved. */
export function fileLinks(files: readonly string[]): string {
  return files.map((file) => `[${file}](sandbox:/mnt/data/${file})`).join(' · ');
}
