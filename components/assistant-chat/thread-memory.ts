import type { DraftStorage } from '../conversation/index.ts';

/** Where a browser keeps what a reload must not lose. Each call may throw where the person has forbidden storage. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Which thread was open at an endpoint, kept from visit to visit. */
export class ThreadMemory {
  readonly #key: string;

  constructor(endpoint: string) {
    this.#key = `assistant-kit:thread:${endpoint}`;
  }

  get(): string | null {
    return attempt(() => localStorage.getItem(this.#key)) ?? null;
  }

  set(threadId: string | null): void {
    attempt(() => write(localStorage, this.#key, threadId ?? ''));
  }
}

/** Drafts that outlive a reload of the tab, and not the tab: what was not sent is nobody else's to read. */
export class TabDrafts implements DraftStorage {
  readonly #prefix: string;

  constructor(endpoint: string) {
    this.#prefix = `assistant-kit:draft:${endpoint}:`;
  }

  load(threadId: string | null): string {
    return attempt(() => sessionStorage.getItem(this.#prefix + (threadId ?? ''))) ?? '';
  }

  save(threadId: string | null, text: string): void {
    attempt(() => write(sessionStorage, this.#prefix + (threadId ?? ''), text));
  }
}

function write(shelf: Shelf, key: string, text: string): void {
  if (text === '') shelf.removeItem(key);
  else shelf.setItem(key, text);
}

/** Forgets where the browser refuses to remember: a chat must work in a private window and in a sandboxed frame. */
function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
