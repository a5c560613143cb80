import { ownerKey, toOwner, type OwnerLike } from './access/owner.ts';
import type { Store } from './store.ts';
import { clientKey } from './thread-directory.ts';

/** A thread that was made without the adapter. */
export interface AdoptedThread {
  /** The service's own id: of a conversation, for `responses`. */
  id: string;
  /** The id by which pages know it, if they know it by another one; no handle of the adapter. */
  alias?: string;
  title?: string | null;
  /** Milliseconds since the epoch. */
  createdAt?: number;
  updatedAt?: number;
  metadata?: Record<string, string>;
}

/**
 * Gives threads to somebody: they are in that owner's list, and open by the id that they had before. Whoever calls this must know
 * that they are theirs.
 */
export async function adoptThreads(store: Store, owner: OwnerLike, threads: Iterable<AdoptedThread>): Promise<void> {
  const key = ownerKey(toOwner(owner));
  // The newest comes last, for what is put last is the first of the list.
  const ordered = [...threads].sort((a, b) => (a.updatedAt ?? 0) - (b.updatedAt ?? 0));
  for (const { id, alias, title = null, createdAt = 0, updatedAt = createdAt, metadata = {} } of ordered) {
    if (alias !== undefined) await store.bind(clientKey(alias, key), id);
    await store.putThread(key, { id, title, createdAt, updatedAt, metadata });
  }
}
