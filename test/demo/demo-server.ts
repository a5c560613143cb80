import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DemoServer {
  url: string;
  /** The process of the command itself, e.g. npm's. */
  process: ChildProcess;
  /** Every process the command has started, itself included. */
  processIds(): Promise<number[]>;
  output(): string;
  /** Sends the signal to the command's own process only, and waits until it has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface DemoOptions {
  environment?: Record<string, string>;
  /** Where threads and files are kept; a new folder by default, deleted at the end. */
  folder?: string;
  command?: [string, ...string[]];
  /** In a process group of its own, as a terminal starts it. */
  detached?: boolean;
}

/** Starts the demo as a person does, on a free port, and waits until it says where it answers. */
export async function startDemo({
  environment = {},
  folder,
  command = [process.execPath, 'demo/start.mjs'],
  detached = false,
}: DemoOptions = {}): Promise<DemoServer> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'assistant-demo-')));
  const [file, ...args] = command;
  const child = spawn(file, args, {
    env: { ...cleanEnvironment(), PORT: '0', ASSISTANT_DATA: data, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (piece: Buffer): void => {
      output += piece.toString();
      const found = /http:\/\/localhost:\d+\//.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`The demo ended with ${code}:\n${output}`)));
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return {
    url,
    process: child,
    processIds: () => descendantsOf(child.pid ?? 0),
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const code = await ended;
      if (!folder) await rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      return code;
    },
  };
}

/** Without what would choose another service than the local one. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, OPENAI_MODEL: _model, NODE_ENV: _mode, ...rest } = process.env;
  return rest;
}

async function descendantsOf(root: number): Promise<number[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state !== undefined && state !== 'Z') parents.set(Number(entry), Number(parent));
  }
  const found = parents.has(root) ? [root] : [];
  for (const id of found) {
    for (const [child, parent] of parents) if (parent === id) found.push(child);
  }
  return found;
}
