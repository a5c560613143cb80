import type { RedisCalls } from './redis-calls.ts';
import type { RedisClient, RedisConnection } from './redis-client.ts';

interface Watcher {
  stream: string;
  /** The entry behind which there shall be one. */
  after: string;
  wake: () => void;
}

/** How long the server is waited for at a time, and for how long a connection is left alone that does not work, in milliseconds. */
const blockMs = 5000;
const pauseMs = 500;
/** Between two looks: what comes close together is one piece of news, so that many streams do not cost a look for every event. */
const restMs = 4;

/**
 * Waits for news of any number of streams, on one connection that does nothing else. A stream of its own, the bell, is among them:
 * ringing it ends the wait when there is another one to wait for.
 */
export class RedisWatch {
  readonly #client: RedisClient;
  readonly #calls: RedisCalls;
  readonly #bell: string;
  readonly #watchers = new Set<Watcher>();
  #connection: RedisConnection | undefined;
  #heard = '0-0';
  #isRunning = false;
  #isRung = false;
  #isClosed = false;

  constructor(client: RedisClient, calls: RedisCalls, bell: string) {
    this.#client = client;
    this.#calls = calls;
    this.#bell = bell;
  }

  /** Calls `wake` when there is an entry behind the given one; what it returns ends that. */
  watch(stream: string, after: string, wake: () => void): () => void {
    const watcher = { stream, after, wake };
    this.#watchers.add(watcher);
    if (this.#isRunning) this.#ring();
    else void this.#run();
    return () => this.#watchers.delete(watcher);
  }

  close(): void {
    this.#isClosed = true;
    this.#connection?.destroy();
    this.#connection = undefined;
  }

  #ring(): void {
    if (this.#isRung) return;
    this.#isRung = true;
    const ring = ['XADD', this.#bell, 'MAXLEN', '1', '*', 'ring', ''];
    const expire = ['PEXPIRE', this.#bell, '600000'];
    // One that is not heard is made up for by the end of the wait.
    Promise.all([this.#calls.send(ring), this.#calls.send(expire)]).catch(() => undefined);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#watchers.size > 0 && !this.#isClosed) {
      const rest = await this.#look().then(
        () => restMs,
        () => pauseMs,
      );
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    this.#isRunning = false;
  }

  async #look(): Promise<void> {
    const connection = await this.#connect();
    const places = new Map([[this.#bell, this.#heard]]);
    for (const { stream, after } of this.#watchers) places.set(stream, after);
    this.#isRung = false;
    const streams = ['STREAMS', ...places.keys(), ...places.values()];
    const reply = await connection.sendCommand(['XREAD', 'COUNT', '1', 'BLOCK', String(blockMs), ...streams]);
    const news = new Map(pairs(reply));
    this.#heard = news.get(this.#bell)?.at(-1)?.[0] ?? this.#heard;
    for (const { stream, wake } of this.#watchers) if (news.has(stream)) wake();
  }

  async #connect(): Promise<RedisConnection> {
    if (this.#connection) return this.#connection;
    const connection = this.#client.duplicate();
    // It comes back by itself; without a listener its client would end the process.
    connection.on('error', () => undefined);
    await connection.connect();
    this.#connection = connection;
    return connection;
  }
}

/** Streams and their entries, as either version of the protocol has them. */
function pairs(reply: unknown): [stream: string, entries: [id: string][]][] {
  if (Array.isArray(reply) || reply instanceof Map) return [...(reply as [string, [string][]][])];
  return Object.entries((reply ?? {}) as Record<string, [string][]>);
}
