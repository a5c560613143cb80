import type { RedisClient } from './redis-client.ts';

/** How long a call may take: a client that has lost its server holds calls back until it has it again, in milliseconds. */
const patienceMs = 10_000;

/** Commands and scripts, each of which settles in time. */
export class RedisCalls {
  readonly #client: RedisClient;
  /** What the server calls scripts that it has. */
  readonly #known = new Map<string, string>();

  constructor(client: RedisClient) {
    this.#client = client;
  }

  /** @throws what the server refuses, or that it does not answer */
  async send(command: string[]): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis does not answer.')), patienceMs);
    });
    try {
      return await Promise.race([this.#client.sendCommand(command), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Runs a script, which is sent once only, as one step that nothing comes between. */
  async run(script: string, keys: readonly string[], given: readonly string[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...given];
    const name = this.#known.get(script) ?? ((await this.send(['SCRIPT', 'LOAD', script])) as string);
    this.#known.set(script, name);
    try {
      return await this.send(['EVALSHA', name, ...rest]);
    } catch (error) {
      // A server that was started again has forgotten it.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return this.send(['EVAL', script, ...rest]);
    }
  }
}
