import type { ReactiveControllerHost } from 'lit';

/** A browser that does not tell what it skips has everything in sight. */
const isTold = 'oncontentvisibilityautostatechange' in globalThis;

/** Which groups of messages are in sight or near it, by the browser's own account of what it skips. */
export class SeenGroups {
  readonly #host: ReactiveControllerHost;
  #keys: ReadonlySet<string> = new Set();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** The keys of the groups; another object after each change. */
  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  has(key: string): boolean {
    return !isTold || this.#keys.has(key);
  }

  /** Listens on each group, whose key stands in `data-key`. */
  readonly handleChange = (event: ContentVisibilityAutoStateChangeEvent): void => {
    const group = event.currentTarget as HTMLElement;
    if (event.target !== group) return;
    const key = group.dataset['key'] ?? '';
    if (this.#keys.has(key) === !event.skipped) return;
    const keys = new Set(this.#keys);
    if (event.skipped) keys.delete(key);
    else keys.add(key);
    this.#keys = keys;
    this.#host.requestUpdate();
  };
}
