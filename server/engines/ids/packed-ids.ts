/** The longest value that metadata of OpenAI's things may have, in characters. */
const longestValue = 512;

/** Ids in as few values of metadata as they fit in. */
export function packedIds(ids: readonly string[]): string[] {
  const values: string[] = [];
  for (const id of ids) {
    const last = values.at(-1);
    if (last !== undefined && last.length + 1 + id.length <= longestValue) values[values.length - 1] = `${last} ${id}`;
    else values.push(id);
  }
  return values;
}
