/**
 * What is used of a client of `redis`. For one of `ioredis`: `{ sendCommand: ([name, ...given]) => client.call(name, ...given),
 * duplicate: … }`.
 */
export interface RedisClient {
  sendCommand(command: string[]): Promise<unknown>;
  /** Another connection to the same server, not yet made. */
  duplicate(): RedisConnection;
}

/** A connection of the store's own, which comes back by itself when it is cut. */
export interface RedisConnection {
  connect(): Promise<unknown>;
  sendCommand(command: string[]): Promise<unknown>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  destroy(): void;
}
