import { AssistantError } from '../../assistant-error.ts';

/**
 * The promise's value, unless it takes too long.
 * @throws {AssistantError} `service_silent` after that many milliseconds
 */
export async function withIdleLimit<Value>(promise: Promise<Value>, idleMs: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AssistantError('service_silent')), idleMs);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits, but not longer than anybody cares. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
