import { readFileSync } from 'node:fs';

/**
 * Ends the process once, cleanly, on Ctrl-C, on SIGTERM and when whoever started this one is gone: npm's shell does not pass a
 * signal on, and may even outlive npm.
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

  const started = startedBy();
  setInterval(() => {
    if (startedBy() !== started) void end();
  }, 500).unref();
}

/** The parent process, and under npm, where the system tells, the parent of the shell between. */
function startedBy(): string {
  const shell = process.env['npm_lifecycle_event'] !== undefined && process.platform === 'linux';
  return `${process.ppid} ${shell ? parentOf(process.ppid) : ''}`;
}

function parentOf(id: number): string | undefined {
  try {
    return /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
