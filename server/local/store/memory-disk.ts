import type { Disk } from './disk.ts';

/** Keeps everything in memory and forgets it with the process. */
export class MemoryDisk implements Disk {
  readonly #files = new Map<string, Uint8Array>();

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.#files.get(path);
  }

  async *pieces(path: string): AsyncGenerator<Uint8Array, void, void> {
    const bytes = this.#files.get(path);
    if (bytes) yield bytes;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(path, bytes);
  }

  async join(path: string, pieces: readonly string[]): Promise<void> {
    const contents = pieces.map((piece) => this.#files.get(piece) ?? new Uint8Array());
    const whole = new Uint8Array(contents.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let at = 0;
    for (const content of contents) {
      whole.set(content, at);
      at += content.byteLength;
    }
    this.#files.set(path, whole);
  }

  async remove(path: string): Promise<void> {
    for (const each of this.#files.keys()) {
      if (each === path || each.startsWith(`${path}/`)) this.#files.delete(each);
    }
  }

  async names(folder: string): Promise<string[]> {
    const names = new Set<string>();
    for (const path of this.#files.keys()) {
      const name = path.startsWith(`${folder}/`) && path.slice(folder.length + 1).split('/')[0];
      if (name) names.add(name);
    }
    return [...names];
  }

  async close(): Promise<void> {}
}
