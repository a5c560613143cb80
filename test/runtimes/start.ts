import { type ChildProcess, spawn } from 'node:child_process';

export interface StartOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Whether messages go to it and come from it, as between processes of Node. */
  talks?: boolean;
}

export interface Started {
  child: ChildProcess;
  /** What it said that had been waited for. */
  found: string;
}

/** Starts a command and waits until it says, on either output, what the pattern looks for. */
export async function start(
  [command, ...args]: readonly [string, ...string[]],
  { talks = false, ...options }: StartOptions,
  pattern: RegExp,
): Promise<Started> {
  const child = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', ...(talks ? ['ipc' as const] : [])],
  });
  let output = '';
  const found = await new Promise<string>((resolve, reject) => {
    const read = (piece: Buffer): void => {
      output += piece.toString();
      const match = pattern.exec(output);
      if (match) resolve(match[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`)));
  });
  return { child, found };
}
