export interface JsonRows {
  rows: Record<string, unknown>[];
  path: string[];
  lines: boolean;
}

const deepest = 3;

/** The list of objects in a JSON file: the file itself, one object a line, or the largest list a few keys down. */
export function findJsonRows(text: string): JsonRows | undefined {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    const found = search(JSON.parse(plain), []);
    return found && { ...found, lines: false };
  } catch {
    return readLines(plain);
  }
}

function search(value: unknown, path: string[]): Omit<JsonRows, 'lines'> | undefined {
  if (Array.isArray(value)) return isRows(value) ? { rows: value, path } : undefined;
  if (typeof value !== 'object' || value === null || path.length >= deepest) return undefined;
  return Object.entries(value)
    .map(([key, inner]) => search(inner, [...path, key]))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.rows.length - a.rows.length)[0];
}

function readLines(text: string): JsonRows | undefined {
  try {
    const rows: unknown[] = text
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => JSON.parse(line));
    return isRows(rows) ? { rows, path: [], lines: true } : undefined;
  } catch {
    return undefined;
  }
}

function isRows(list: unknown[]): list is Record<string, unknown>[] {
  return list.length > 0 && list.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
}

/** A value as Python's `str` would write it, as far as it matters for numbers and texts. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
