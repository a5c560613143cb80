/** Arguments as JSON; services give them as a value or as the text of one. */
export function jsonOf(given: unknown): string {
  if (typeof given === 'string') return given;
  return given === undefined || given === null ? '' : JSON.stringify(given);
}
