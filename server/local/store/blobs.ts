import { createHash } from 'node:crypto';
import type { Collection } from './collection.ts';
import type { Disk } from './disk.ts';

/** Who keeps some bytes alive; they go with the last holder. */
export interface BlobHolders {
  id: string;
  holders: string[];
}

/** Bytes by their hash, each kept once however many things hold them. */
export class Blobs {
  readonly #disk: Disk;
  readonly #holders: Collection<BlobHolders>;
  /** Bytes are put and dropped one after the other, or a drop could take what a put has just found there. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(disk: Disk, holders: Collection<BlobHolders>) {
    this.#disk = disk;
    this.#holders = holders;
  }

  /** Keeps bytes for a holder and gives back their name. */
  put(bytes: Uint8Array, holder: string): Promise<string> {
    return this.#inTurn(async () => {
      const name = createHash('sha256').update(bytes).digest('hex');
      const known = await this.#holders.get(name);
      if (!known) await this.#disk.write(`blobs/${name}`, bytes);
      await this.#holders.put({ id: name, holders: [...(known?.holders ?? []), holder] });
      return name;
    });
  }

  /** Keeps several pieces as one for a holder, however large they are together. */
  async join(pieces: readonly string[], holder: string): Promise<{ blob: string; bytes: number }> {
    const { digest: blob, bytes } = await this.#digest('sha256', pieces);
    return this.#inTurn(async () => {
      const known = await this.#holders.get(blob);
      const paths = pieces.map((piece) => `blobs/${piece}`);
      if (!known) await this.#disk.join(`blobs/${blob}`, paths);
      await this.#holders.put({ id: blob, holders: [...(known?.holders ?? []), holder] });
      return { blob, bytes };
    });
  }

  /** The MD5 of several pieces as one, in hexadecimal. */
  async md5(pieces: readonly string[]): Promise<string> {
    return (await this.#digest('md5', pieces)).digest;
  }

  /** @throws {Error} when the folder has lost it */
  async read(name: string): Promise<Uint8Array> {
    const bytes = await this.#disk.read(`blobs/${name}`);
    if (!bytes) throw new Error(`The data folder has lost blobs/${name}.`);
    return bytes;
  }

  /** Says that a holder no longer needs the bytes. */
  drop(name: string, holder: string): Promise<void> {
    return this.#inTurn(async () => {
      const holders = (await this.#holders.get(name))?.holders.filter((each) => each !== holder) ?? [];
      if (holders.length > 0) return this.#holders.put({ id: name, holders });
      await this.#holders.delete(name);
      return this.#disk.remove(`blobs/${name}`);
    });
  }

  async #digest(algorithm: string, names: readonly string[]): Promise<{ digest: string; bytes: number }> {
    const hash = createHash(algorithm);
    let bytes = 0;
    for (const name of names) {
      for await (const piece of this.#disk.pieces(`blobs/${name}`)) {
        hash.update(piece);
        bytes += piece.byteLength;
      }
    }
    return { digest: hash.digest('hex'), bytes };
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const acting = this.#turn.then(act);
    this.#turn = acting.catch(() => undefined);
    return acting;
  }
}
