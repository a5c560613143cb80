/**
 * What is used of the state that a Durable Object with SQLite is given.
 * @see https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/
 */
export interface ObjectState {
  readonly storage: ObjectStorage;
}

export interface ObjectStorage {
  readonly sql: {
    exec(query: string, ...bindings: (string | number | null)[]): { toArray(): Record<string, unknown>[] };
  };
  /** Calls the object's `alarm` at that time, in milliseconds since the epoch, and not at an earlier one. */
  setAlarm(time: number): Promise<void>;
  deleteAlarm(): Promise<void>;
  deleteAll(): Promise<void>;
}
