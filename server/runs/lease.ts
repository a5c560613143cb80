import { looksLikeHandle } from '../access/handles.ts';
import type { Store } from '../store.ts';

/** The key under which a process holds a thread while it runs. */
export function leaseKey(threadId: string): string {
  return `lease:${threadId}`;
}

/**
 * Who holds the thread: a run, by its handle; `nameless`, one that has not begun to tell; or nobody, where no process that shares
 * the store runs it.
 */
export async function holderOf(threadId: string, store: Store): Promise<{ runId: string } | 'nameless' | undefined> {
  const standing = await store.get(leaseKey(threadId));
  if (standing === undefined) return undefined;
  return looksLikeHandle(standing) ? { runId: standing } : 'nameless';
}
