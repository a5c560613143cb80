/** Milliseconds before the n-th attempt, counted from 0: doubling from half a second to ten, spread so that pages do not come back all at once. */
export function retryDelay(attempt: number): number {
  return Math.min(500 * 2 ** attempt, 10_000) * (0.5 + Math.random() / 2);
}

/**
 * Waits, but no longer than until the network is back or the page is looked at again. While the browser knows that there is no
 * network, it waits for that alone.
 * @throws the signal's reason
 */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const listening = new AbortController();
    const finish = (settle: () => void) => () => {
      listening.abort();
      clearTimeout(timer);
      settle();
    };
    const timer = setTimeout(() => {
      if (globalThis.navigator?.onLine !== false) finish(resolve)();
    }, milliseconds);
    if (signal.aborted) return finish(() => reject(signal.reason))();
    const options = { signal: listening.signal };
    signal.addEventListener(
      'abort',
      finish(() => reject(signal.reason)),
      options,
    );
    globalThis.addEventListener?.('online', finish(resolve), options);
    globalThis.document?.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') finish(resolve)();
      },
      options,
    );
  });
}

/** The promise, or a rejection as soon as the signal aborts; for work that does not listen to the signal itself. */
export async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    throw signal.reason;
  }
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: listening.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    listening.abort();
  }
}
