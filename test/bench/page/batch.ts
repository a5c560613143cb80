/** Calls back at most once per `milliseconds`, or per frame where none are given. */
export function batch(callback: () => void, milliseconds?: number): () => void {
  let isWaiting = false;
  const run = (): void => {
    isWaiting = false;
    callback();
  };
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    if (milliseconds === undefined) requestAnimationFrame(run);
    else setTimeout(run, milliseconds);
  };
}
