// Instances of the adapter, each a process of its own, and a router that knows nothing of who was where.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface InstanceOptions {
  /** Base URL of a service with Responses. */
  service: string;
  /** Base URL of a service with Assistants. */
  assistantsService: string;
  /** Path of the socket of the Redis that the instances share; without it none has more than the engine `hosted`. */
  redis?: string;
}

/** `stateless` treats its service as one that keeps nothing: what a run tells is nowhere but in its log. */
export type EngineName = 'hosted' | 'stateless' | 'assistants';

interface Instance {
  url: string;
  process: ChildProcess;
}

export class Instances {
  readonly #options: InstanceOptions;
  readonly #instances: Instance[] = [];

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  /** Starts what is missing to three. */
  async start(): Promise<void> {
    const file = await bundled();
    const starting = [0, 1, 2].map(async (number) => {
      if (isAlive(this.#instances[number])) return;
      const child = fork(file, [JSON.stringify(this.#options)]);
      const [port] = (await once(child, 'message')) as [number];
      this.#instances[number] = { url: `http://127.0.0.1:${port}`, process: child };
    });
    await Promise.all(starting);
  }

  /** Any of those that live. */
  any(): number {
    const living = this.#instances.flatMap((instance, number) => (isAlive(instance) ? [number] : []));
    return living[Math.floor(Math.random() * living.length)] ?? 0;
  }

  /** The calls to one of them. */
  at(engine: EngineName, number = this.any()) {
    const base = `${this.#instances[number]?.url}/${engine}`;
    const post = (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      return fetch(`${base}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    };
    return {
      post,
      get: (path: string, headers: Record<string, string> = {}) => fetch(`${base}${path}`, { headers }),
      send: (id: string, text: string, messageId: string) => {
        const parts = [{ type: 'text', text }];
        return post('/chat', { id, trigger: 'submit-message', messages: [{ id: messageId, role: 'user', parts }] });
      },
    };
  }

  /** As the kernel does it when memory runs out, or as whoever deploys does it. */
  async kill(number: number, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#instances[number]?.process;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async end(): Promise<void> {
    await Promise.all(this.#instances.map((instance, number) => (isAlive(instance) ? this.kill(number) : undefined)));
  }
}

function isAlive(instance: Instance | undefined): boolean {
  return instance?.process.exitCode === null && instance.process.signalCode === null;
}

/** As one file a process starts in a moment. */
async function bundled(): Promise<string> {
  const outfile = fileURLToPath(new URL('../../.cache/instances/adapter-process.mjs', import.meta.url));
  const entryPoints = [fileURLToPath(new URL('adapter-process.ts', import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return outfile;
}
