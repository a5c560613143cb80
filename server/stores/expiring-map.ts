interface Entry<Value> {
  value: Value;
  expiresAt: number;
}

/** A map whose entries go after their time, or, the oldest first, when there are too many. */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #maxSize: number;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry && entry.expiresAt <= Date.now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry?.value;
  }

  set(key: string, value: Value, ttlMs = Number.POSITIVE_INFINITY): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: Date.now() + ttlMs });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxSize) break;
      this.#entries.delete(oldest);
    }
  }

  /** Changes the value and leaves its time as it is; what is still in use is not the oldest. */
  replace(key: string, value: Value): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#entries.set(key, { ...entry, value });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** What is there now, the oldest first. */
  *live(): Generator<[key: string, value: Value, expiresAt: number]> {
    const now = Date.now();
    for (const [key, { value, expiresAt }] of this.#entries) if (expiresAt > now) yield [key, value, expiresAt];
  }
}
