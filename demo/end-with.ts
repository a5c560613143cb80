/**
 * Ends the process once, cleanly, on Ctrl-C, on SIGTERM and when the process that started this one is gone: npm's shell does
 * not pass a signal on, it only dies.
 */
export function endWith(close: () => Promise<void>): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    // What does not close in time is not worth waiting for.
    setTimeout(() => process.exit(0), 5_000).unref();
    await close().catch((error: unknown) => console.error(error));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, 500).unref();
}
