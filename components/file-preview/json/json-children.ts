/** More children than that stand in groups. */
const groupSize = 100;

/** A value of a JSON document in its tree: what it is called, and what is below it. */
export interface JsonNode {
  /** The key or the index; undefined for the document itself and for groups. */
  readonly key?: string | number;
  readonly value: unknown;
  /** A group: the part `[first, last)` of the children of `value`. */
  readonly part?: { readonly first: number; readonly last: number };
}

/** How many children a node has; undefined where it can have none. */
export function childCount({ value, part }: JsonNode): number | undefined {
  if (part) return part.last - part.first;
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return undefined;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

/** What stands below a node. Of many children come groups, and of very many groups of groups. */
export function childrenOf(node: JsonNode): JsonNode[] {
  const { value } = node;
  const count = childCount(node);
  if (count === undefined || typeof value !== 'object' || value === null) return [];
  const { first, last } = node.part ?? { first: 0, last: count };
  if (count > groupSize) {
    const size = groupSize ** Math.floor(Math.log10(count - 1) / Math.log10(groupSize));
    return Array.from({ length: Math.ceil(count / size) }, (_, n) => {
      const from = first + n * size;
      return { value, part: { first: from, last: Math.min(from + size, last) } };
    });
  }
  if (Array.isArray(value)) {
    return value.slice(first, last).map((child: unknown, n) => ({ key: first + n, value: child }));
  }
  return Object.entries(value)
    .slice(first, last)
    .map(([key, child]) => ({ key, value: child }));
}

/** A number with more digits than JavaScript can hold, as it stands in the file. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/**
 * Reads JSON, long numbers exactly where the browser can.
 * @throws {SyntaxError} where it is none.
 */
export function parseJson(text: string): unknown {
  // Asking for each value costs ten times as much, so it is done only where there may be something to ask for.
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const revive = (_key: string, value: unknown, context?: { source?: string }): unknown => {
    const source = context?.source;
    return typeof value === 'number' && source && /\d{16}/.test(source) ? new JsonNumber(source) : value;
  };
  return JSON.parse(text, revive);
}
