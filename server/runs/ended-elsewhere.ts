import type { Store } from '../store.ts';

/** By a person who has stopped the run, or because the process is gone that alone could go on with it. */
export type Ended = 'stopped' | 'lost';

const keepMs = 24 * 60 * 60_000;

/** Says that a run is ended by a process that does not hold it. */
export async function noteEnd(runId: string, how: Ended, store: Store): Promise<void> {
  await store.bind(endKey(runId), how, keepMs);
}

/** How a run was ended by a process that does not hold it, if it was. */
export async function howEnded(runId: string, store: Store): Promise<Ended | undefined> {
  return (await store.get(endKey(runId))) as Ended | undefined;
}

function endKey(runId: string): string {
  return `ended:${runId}`;
}
