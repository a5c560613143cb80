/** A schema of JSON Schema, draft 2020-12. */
export type JsonSchema = Record<string, unknown>;

type Check = (value: unknown, schema: JsonSchema, at: string, root: JsonSchema) => string | undefined;

/**
 * What is wrong with a value, in words for a model; undefined where it fits. Knows the keywords that describe arguments and passes
 * over all others. The validators there are compile schemas to code, which edge runtimes and strict policies refuse.
 */
export function violation(
  value: unknown,
  schema: JsonSchema | boolean,
  at = '',
  root = schema as JsonSchema,
): string | undefined {
  if (schema === false) return `${at || 'it'} is not allowed`;
  if (schema === true) return undefined;
  for (const [keyword, check] of Object.entries(checks)) {
    const wrong = Object.hasOwn(schema, keyword) ? check(value, schema, at, root) : undefined;
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const checks: Record<string, Check> = {
  $ref: (value, { $ref }, at, root) => {
    const target = resolve(String($ref), root);
    return target === undefined ? undefined : violation(value, target, at, root);
  },
  type: (value, { type }, at) => {
    const types = [type].flat() as string[];
    return types.some((each) => isOfType(value, each)) ? undefined : `${named(at)} must be ${types.join(' or ')}`;
  },
  const: (value, schema, at) =>
    isSame(value, schema['const']) ? undefined : `${named(at)} must be ${JSON.stringify(schema['const'])}`,
  enum: (value, schema, at) => {
    const options = schema['enum'] as unknown[];
    const list = options.map((option) => JSON.stringify(option)).join(', ');
    return options.some((option) => isSame(value, option)) ? undefined : `${named(at)} must be one of ${list}`;
  },
  allOf: (value, { allOf }, at, root) => first(allOf as JsonSchema[], (each) => violation(value, each, at, root)),
  anyOf: (value, { anyOf }, at, root) => {
    const wrongs = (anyOf as JsonSchema[]).map((each) => violation(value, each, at, root));
    return wrongs.includes(undefined) ? undefined : wrongs[0];
  },
  oneOf: (value, { oneOf }, at, root) => {
    const wrongs = (oneOf as JsonSchema[]).map((each) => violation(value, each, at, root));
    const fitting = wrongs.filter((wrong) => wrong === undefined).length;
    if (fitting === 1) return undefined;
    return fitting === 0 ? wrongs[0] : `${named(at)} fits more than one of the forms it may have`;
  },
  not: (value, { not }, at, root) =>
    violation(value, not as JsonSchema, at, root) === undefined ? `${named(at)} must not be that` : undefined,
  minLength: (value, { minLength }, at) =>
    isText(value) && [...value].length < Number(minLength)
      ? `${named(at)} must have at least ${String(minLength)} characters`
      : undefined,
  maxLength: (value, { maxLength }, at) =>
    isText(value) && [...value].length > Number(maxLength)
      ? `${named(at)} must have at most ${String(maxLength)} characters`
      : undefined,
  pattern: (value, { pattern }, at) =>
    isText(value) && !new RegExp(String(pattern), 'u').test(value)
      ? `${named(at)} must match ${String(pattern)}`
      : undefined,
  minimum: (value, { minimum }, at) =>
    isNumber(value) && value < Number(minimum) ? `${named(at)} must be at least ${String(minimum)}` : undefined,
  maximum: (value, { maximum }, at) =>
    isNumber(value) && value > Number(maximum) ? `${named(at)} must be at most ${String(maximum)}` : undefined,
  exclusiveMinimum: (value, { exclusiveMinimum: bound }, at) =>
    isNumber(value) && value <= Number(bound) ? `${named(at)} must be more than ${String(bound)}` : undefined,
  exclusiveMaximum: (value, { exclusiveMaximum: bound }, at) =>
    isNumber(value) && value >= Number(bound) ? `${named(at)} must be less than ${String(bound)}` : undefined,
  required: (value, { required }, at) =>
    isRecord(value)
      ? first(required as string[], (key) =>
          Object.hasOwn(value, key) ? undefined : `"${joined(at, key)}" is missing`,
        )
      : undefined,
  properties: (value, { properties }, at, root) =>
    isRecord(value)
      ? first(Object.entries(properties as Record<string, JsonSchema>), ([key, each]) =>
          Object.hasOwn(value, key) ? violation(value[key], each, joined(at, key), root) : undefined,
        )
      : undefined,
  additionalProperties: (value, schema, at, root) => {
    if (!isRecord(value)) return undefined;
    const known = Object.keys((schema['properties'] ?? {}) as object);
    const others = Object.keys(value).filter((key) => !known.includes(key));
    return first(others, (key) =>
      violation(value[key], schema['additionalProperties'] as JsonSchema, joined(at, key), root),
    );
  },
  minItems: (value, { minItems }, at) =>
    Array.isArray(value) && value.length < Number(minItems)
      ? `${named(at)} must have at least ${String(minItems)} items`
      : undefined,
  maxItems: (value, { maxItems }, at) =>
    Array.isArray(value) && value.length > Number(maxItems)
      ? `${named(at)} must have at most ${String(maxItems)} items`
      : undefined,
  items: (value, { items, prefixItems }, at, root) => {
    const from = Array.isArray(prefixItems) ? prefixItems.length : 0;
    return Array.isArray(value)
      ? first([...value.keys()].slice(from), (index) =>
          violation(value[index], items as JsonSchema, joined(at, String(index)), root),
        )
      : undefined;
  },
  prefixItems: (value, { prefixItems }, at, root) =>
    Array.isArray(value)
      ? first([...(prefixItems as JsonSchema[]).entries()], ([index, each]) =>
          index < value.length ? violation(value[index], each, joined(at, String(index)), root) : undefined,
        )
      : undefined,
};

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

/** Inside the schema only: nothing is ever fetched. */
function resolve(reference: string, root: JsonSchema): JsonSchema | undefined {
  if (!reference.startsWith('#')) return undefined;
  let target: unknown = root;
  for (const step of reference.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    target = typeof target === 'object' && target !== null ? (target as Record<string, unknown>)[key] : undefined;
  }
  return target as JsonSchema | undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

function first<Each>(list: readonly Each[], find: (each: Each) => string | undefined): string | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function named(at: string): string {
  return at === '' ? 'the whole' : `"${at}"`;
}

function joined(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
