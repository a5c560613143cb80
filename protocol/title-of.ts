const longest = 60;

/** The first words of a message, for a thread that nobody has named. */
export function titleOf(text: string, filenames: readonly string[] = []): string {
  const words = text.trim() || filenames.join(', ');
  const line = words.replace(/\s+/gu, ' ').trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > longest / 2 ? end : longest).replace(/\p{Surrogate}/gu, '')}…`;
}
