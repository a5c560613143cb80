const candidates = [',', ';', '\t', '|'] as const;

/** As much of a file as tells. */
const sampleLines = 20;

/**
 * The character that divides the cells: the one of which all lines have the same number, the more the better. Within quotes it
 * is a character like any other.
 */
export function findDelimiter(text: string): string {
  const lines = unquotedLines(text);
  const scores = candidates.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    const alike = counts.filter((count) => count === first).length / counts.length;
    return first === 0 ? 0 : alike * 100 + Math.min(first, 50);
  });
  const best = Math.max(...scores);
  return best > 0 ? (candidates[scores.indexOf(best)] ?? ',') : ',';
}

/** The first lines without what stands between quotes, which may hold line ends too. */
function unquotedLines(text: string): string[] {
  const lines: string[] = [];
  const sample = text.slice(0, 64_000).replace(/"(?:[^"]|"")*"/g, '""');
  for (const line of sample.split('\n')) {
    if (line.trim() !== '') lines.push(line);
    if (lines.length === sampleLines) break;
  }
  return lines;
}
