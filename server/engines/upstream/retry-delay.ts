/** Milliseconds before the n-th attempt, counted from 1: doubling up to five seconds, spread so that runs do not come back all at once. */
export function retryDelay(attempt: number): number {
  return Math.min(100 * 2 ** attempt, 5000) * (0.5 + Math.random() / 2);
}
