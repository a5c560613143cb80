import type { MessageSources } from './message-sources.ts';

let sources: typeof MessageSources | undefined;

/** What shows sources, once it has been loaded: thousands of messages cannot each wait for it again. */
export function loadedSources(): typeof MessageSources | undefined {
  return sources;
}

/** Brings what shows sources. False where it cannot be reached, as on a train; the next call tries again. */
export async function loadSources(): Promise<boolean> {
  try {
    sources ??= (await import('./message-sources.ts')).MessageSources;
    return true;
  } catch {
    return false;
  }
}
