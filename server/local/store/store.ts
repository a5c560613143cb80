import { Blobs, type BlobHolders } from './blobs.ts';
import { Collection } from './collection.ts';
import type { Disk } from './disk.ts';

/** Objects by kind and bytes by their hash: `objects/<kind>/<id>.json` and `blobs/<sha256>`. */
export class Store {
  /** Bytes of files and of extracted texts. */
  readonly blobs: Blobs;
  readonly #disk: Disk;
  readonly #collections = new Map<string, Collection<{ id: string }>>();

  constructor(disk: Disk) {
    this.#disk = disk;
    this.blobs = new Blobs(disk, this.collection<BlobHolders>('blobs'));
  }

  /** @param kind one word, or two with a slash for what belongs to one thing, as in `items/conv_1` */
  collection<T extends { id: string }>(kind: string): Collection<T> {
    const known = this.#collections.get(kind) as Collection<T> | undefined;
    if (known) return known;
    const collection = new Collection<T>(this.#disk, `objects/${kind}`);
    this.#collections.set(kind, collection as unknown as Collection<{ id: string }>);
    return collection;
  }

  /** Forgets a kind with everything in it. */
  async removeCollection(kind: string): Promise<void> {
    await this.#collections.get(kind)?.settled();
    this.#collections.delete(kind);
    await this.#disk.remove(`objects/${kind}`);
  }

  async close(): Promise<void> {
    for (const collection of this.#collections.values()) await collection.settled();
    await this.#disk.close();
  }
}
