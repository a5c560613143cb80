/** The list of before, where the new one holds the very same things: what has not changed should not look new. */
export function sameOr<Item>(before: readonly Item[], now: readonly Item[]): readonly Item[] {
  return before.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
