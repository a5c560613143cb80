/**
 * Items in groups of at most `size`. A group that holds the same items as before is the same array as before, and groups keep
 * their first item while earlier ones come above or new ones below, so that only what has changed is drawn again.
 */
export function keepGroups<Item>(
  items: readonly Item[],
  size: number,
  keyOf: (item: Item) => string | undefined,
  previous: readonly (readonly Item[])[] = [],
): readonly (readonly Item[])[] {
  const keyOfGroup = ([first]: readonly Item[]): string | undefined => (first === undefined ? undefined : keyOf(first));
  const unmoved = sameBounds(items, keyOf, previous);
  if (unmoved) return unmoved;
  const before = new Map(previous.map((group) => [keyOfGroup(group), group]));
  const groups: Item[][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    if (!group || group.length >= size || before.has(keyOf(item))) groups.push([item]);
    else group.push(item);
  }
  return groups.map((group) => {
    const old = before.get(keyOfGroup(group));
    return old?.length === group.length && old.every((item, index) => item === group[index]) ? old : group;
  });
}

/** The short way, which most updates can take: nothing has come or gone. Undefined where something has. */
function sameBounds<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
  previous: readonly (readonly Item[])[],
): readonly (readonly Item[])[] | undefined {
  const groups: (readonly Item[])[] = [];
  let start = 0;
  for (const old of previous) {
    const [first] = old;
    const now = items[start];
    if (first === undefined || now === undefined || keyOf(first) !== keyOf(now)) return undefined;
    const from = start;
    start += old.length;
    groups.push(old.every((item, index) => item === items[from + index]) ? old : items.slice(from, start));
  }
  return start === items.length ? groups : undefined;
}
