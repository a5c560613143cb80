/** What a client may keep with a thread. */
const mostPairs = 4;
const longestKey = 59;

/** The metadata of a thread as the adapter gives it to clients, and the keys for which there is no room. */
export function threadMetadata(given: Record<string, string>): { metadata: Record<string, string>; dropped: string[] } {
  // The engine `assistants` keeps its own facts there, and those of clients under a name of their own.
  const own = Object.entries(given).filter(([key]) => key !== 'title' && key !== 'updated');
  const pairs = own.map(([key, value]) => [key.replace(/^user\./, ''), value] as const);
  const fitting = pairs.filter(([key]) => key.length <= longestKey).slice(0, mostPairs);
  const kept = new Set(fitting.map(([key]) => key));
  return { metadata: Object.fromEntries(fitting), dropped: pairs.flatMap(([key]) => (kept.has(key) ? [] : [key])) };
}
