import type { Handles } from './handles.ts';
import type { Owner } from './owner.ts';

export interface FileLinkOptions {
  /** How long a link opens its file at most, in milliseconds; at least three quarters of it. */
  lifeMs: number;
  /** The time, in milliseconds since the epoch. */
  now: () => number;
}

export interface FileLink {
  /** What the link leads to. */
  payload: string;
  isOver: boolean;
}

/** Handles of files that are good for a time. Like every handle they open nothing for anybody but their owner. */
export class FileLinks {
  readonly #handles: Handles;
  readonly #owner: Owner;
  readonly #options: FileLinkOptions;

  constructor(handles: Handles, owner: Owner, options: FileLinkOptions) {
    this.#handles = handles;
    this.#owner = owner;
    this.#options = options;
  }

  /** Ends with a quarter of its life, not with a moment: who asks twice gets the same link, and a browser knows its bytes. */
  seal(payload: string): string {
    const { lifeMs, now } = this.#options;
    const quarter = lifeMs / 4;
    const expiresAt = Math.floor((Math.floor(now() / quarter) + 4) * quarter);
    return this.#handles.seal('link', this.#owner, `${expiresAt.toString(36)}:${payload}`);
  }

  /** Undefined where it is forged, of another kind, or somebody else's. */
  open(handle: string): FileLink | undefined {
    const opened = this.#handles.open('link', this.#owner, handle);
    if (opened === undefined) return undefined;
    const colon = opened.indexOf(':');
    const expiresAt = Number.parseInt(opened.slice(0, colon), 36);
    return { payload: opened.slice(colon + 1), isOver: this.#options.now() >= expiresAt };
  }
}
