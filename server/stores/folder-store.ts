import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store, ThreadEntry } from '../store.ts';
import { ExpiringMap } from './expiring-map.ts';
import { FolderTranscripts } from './folder-transcripts.ts';
import { MemoryRunLog } from './memory-run-log.ts';
import { ThreadList } from './thread-list.ts';

export { folderFileStore } from './folder-file-store.ts';

interface Snapshot {
  values: [key: string, value: string, expiresAt: number | null][];
  threads: [owner: string, entries: ThreadEntry[]][];
}

/** What goes sooner than this concerns a process, not the data: a claim must not outlive the process that made it. */
const shortestKeptMs = 10 * 60_000;
const maxKeys = 100_000;
const maxOwners = 10_000;
const maxThreadsPerOwner = 1000;

export interface FolderStoreOptions {
  /** How long a run counts as written after its writer was last heard, in milliseconds; 12 s by default. */
  leaseMs?: number;
}

/**
 * A store in a folder, for a single process that shall remember its threads when it starts again: transcripts in files of their
 * own, everything else in one. The events of runs stay in memory.
 */
export function folderStore(folder: string, options: FolderStoreOptions = {}): Store {
  return new FolderStore(folder, options);
}

class FolderStore implements Store {
  readonly log: MemoryRunLog;
  readonly transcripts: FolderTranscripts;
  readonly #folder: string;
  readonly #values = new ExpiringMap<string>(maxKeys);
  readonly #hits = new ExpiringMap<number>(maxKeys);
  readonly #threads = new ExpiringMap<ThreadList>(maxOwners);
  #loaded: Promise<void> | undefined;
  #saving: Promise<void> | undefined;
  /** The save that begins when the one under way is done; changes made until then are in it. */
  #nextSave: Promise<void> | undefined;

  constructor(folder: string, { leaseMs }: FolderStoreOptions) {
    this.#folder = folder;
    this.log = new MemoryRunLog({ leaseMs });
    this.transcripts = new FolderTranscripts(join(folder, 'transcripts'));
  }

  async claim(key: string, value: string, ttlMs: number): Promise<string> {
    await this.#load();
    const standing = this.#values.get(key);
    if (standing !== undefined) return standing;
    await this.#set(key, value, ttlMs);
    return value;
  }

  async get(key: string): Promise<string | undefined> {
    await this.#load();
    return this.#values.get(key);
  }

  async bind(key: string, value: string, ttlMs = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#load();
    await this.#set(key, value, ttlMs);
  }

  async release(key: string, value?: string): Promise<void> {
    await this.#load();
    if (value !== undefined && this.#values.get(key) !== value) return;
    this.#values.delete(key);
    await this.#save();
  }

  hit(key: string, windowMs: number): Promise<number> {
    const count = (this.#hits.get(key) ?? 0) + 1;
    if (count === 1) this.#hits.set(key, count, windowMs);
    else this.#hits.replace(key, count);
    return Promise.resolve(count);
  }

  async putThread(owner: string, entry: ThreadEntry): Promise<void> {
    await this.#load();
    const list = this.#threads.get(owner) ?? new ThreadList(maxThreadsPerOwner);
    list.put(structuredClone(entry));
    this.#threads.set(owner, list);
    await this.#save();
  }

  async removeThread(owner: string, threadId: string): Promise<void> {
    await this.#load();
    this.#threads.get(owner)?.remove(threadId);
    await this.#save();
  }

  async listThreads(owner: string, page: { limit: number; after?: string }): Promise<ThreadEntry[]> {
    await this.#load();
    return structuredClone(this.#threads.get(owner)?.page(page) ?? []);
  }

  async #set(key: string, value: string, ttlMs: number): Promise<void> {
    this.#values.set(key, value, ttlMs);
    if (ttlMs >= shortestKeptMs) await this.#save();
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#read();
    return this.#loaded;
  }

  async #read(): Promise<void> {
    const text = await readFile(join(this.#folder, 'store.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return;
    const { values, threads } = JSON.parse(text) as Snapshot;
    for (const [key, value, expiresAt] of values) {
      this.#values.set(key, value, expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - Date.now());
    }
    for (const [owner, entries] of threads) this.#threads.set(owner, new ThreadList(maxThreadsPerOwner, entries));
  }

  /** Many changes at once are one write; each change is on the disk when its promise settles. */
  #save(): Promise<void> {
    if (!this.#saving) {
      this.#saving = this.#write().finally(() => (this.#saving = undefined));
      return this.#saving;
    }
    this.#nextSave ??= this.#saving
      .catch(() => undefined)
      .then(() => {
        this.#nextSave = undefined;
        return this.#save();
      });
    return this.#nextSave;
  }

  async #write(): Promise<void> {
    const longest = Date.now() + shortestKeptMs;
    const snapshot: Snapshot = {
      values: [...this.#values.live()]
        .filter(([, , expiresAt]) => expiresAt >= longest)
        .map(([key, value, expiresAt]) => [key, value, Number.isFinite(expiresAt) ? expiresAt : null]),
      threads: [...this.#threads.live()].map(([owner, list]) => [owner, [...list.entries]]),
    };
    await mkdir(this.#folder, { recursive: true });
    const file = join(this.#folder, 'store.json');
    await writeFile(`${file}.new`, JSON.stringify(snapshot));
    // A crash leaves the old file or the new one, never half of one.
    await rename(`${file}.new`, file);
  }
}
