import { ApiError, invalid } from './api-error.ts';

/** One object of a request, read field by field; a wrong one is answered as OpenAI does it, with the path of the parameter. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    if (!isRecord(value)) throw wrongType(path || 'body', 'an object', value);
    this.#values = value;
    this.#path = path;
  }

  /** The body of a request. */
  static async of(request: Request): Promise<Fields> {
    const text = await request.text();
    try {
      return new Fields(text.trim() === '' ? {} : (JSON.parse(text) as unknown));
    } catch (cause) {
      if (cause instanceof ApiError) throw cause;
      throw new ApiError(400, 'We could not parse the JSON body of your request.', {});
    }
  }

  path(key: string): string {
    return this.#path ? `${this.#path}.${key}` : key;
  }

  /** As sent, for what is only given back. */
  raw(key: string): unknown {
    return this.#values[key];
  }

  /** Absent and null are the same to this API. */
  has(key: string): boolean {
    return this.#values[key] != null;
  }

  keys(): string[] {
    return Object.keys(this.#values);
  }

  string(key: string): string | undefined {
    return this.#read(key, 'a string', (value) => typeof value === 'string');
  }

  required(key: string): string {
    const value = this.string(key);
    if (value === undefined) throw missing(this.path(key));
    return value;
  }

  boolean(key: string): boolean | undefined {
    return this.#read(key, 'a boolean', (value) => typeof value === 'boolean');
  }

  integer(key: string, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = {}): number | undefined {
    const value = this.#read<number>(key, 'an integer', Number.isInteger);
    if (value === undefined) return undefined;
    if (value < minimum) {
      throw invalid(
        `Invalid '${this.path(key)}': integer below minimum value. Expected a value >= ${minimum}, but got ${value} instead.`,
        this.path(key),
        'integer_below_min_value',
      );
    }
    if (value > maximum) {
      throw invalid(
        `Invalid '${this.path(key)}': integer above maximum value. Expected a value <= ${maximum}, but got ${value} instead.`,
        this.path(key),
        'integer_above_max_value',
      );
    }
    return value;
  }

  number(key: string): number | undefined {
    return this.#read(key, 'a number', (value) => typeof value === 'number');
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const value = this.string(key);
    if (value === undefined || (allowed as readonly string[]).includes(value)) return value as T | undefined;
    const values = allowed.map((each) => `'${each}'`).join(', ');
    throw invalid(`Invalid value: '${value}'. Supported values are: ${values}.`, this.path(key));
  }

  object(key: string): Fields | undefined {
    return this.has(key) ? new Fields(this.#values[key], this.path(key)) : undefined;
  }

  array(key: string): unknown[] | undefined {
    return this.#read(key, 'an array', Array.isArray);
  }

  strings(key: string): string[] | undefined {
    return this.array(key)?.map((value, index) => {
      if (typeof value !== 'string') throw wrongType(`${this.path(key)}[${index}]`, 'a string', value);
      return value;
    });
  }

  objects(key: string): Fields[] | undefined {
    return this.array(key)?.map((value, index) => new Fields(value, `${this.path(key)}[${index}]`));
  }

  #read<T>(key: string, expected: string, fits: (value: unknown) => boolean): T | undefined {
    const value = this.#values[key];
    if (value == null) return undefined;
    if (!fits(value)) throw wrongType(this.path(key), expected, value);
    return value as T;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function missing(param: string): ApiError {
  return invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
}

function wrongType(param: string, expected: string, value: unknown): ApiError {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `${typeof value}`;
  return invalid(`Invalid type for '${param}': expected ${expected}, but got ${got} instead.`, param, 'invalid_type');
}
