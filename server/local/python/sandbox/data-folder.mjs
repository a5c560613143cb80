// @ts-check
// The folder a cell shares with the outside: what goes in, and what a cell made of it.
import { createHash } from 'node:crypto';

const root = '/mnt/data';

/** Files of `/mnt/data`, by content. */
export class DataFolder {
  /** @type {Map<string, string>} the hash of each file's bytes as the other side knows them */
  #known = new Map();
  #files;
  #written;

  /**
   * @param {import('pyodide').PyodideAPI['FS']} files the file system of Emscripten
   * @param {Set<unknown>} written its nodes that have been written to
   */
  constructor(files, written) {
    this.#files = files;
    this.#written = written;
    files.mkdirTree(root);
  }

  /**
   * @param {string} path relative to the folder
   * @param {Uint8Array} bytes
   */
  write(path, bytes) {
    const place = `${root}/${path}`;
    this.#files.mkdirTree(place.slice(0, place.lastIndexOf('/')));
    this.#files.writeFile(place, bytes);
    this.#known.set(path, hash(bytes));
    this.#written.clear();
  }

  /**
   * The files that are new, have other bytes or were written again since the last call, in the order they were written, and the paths
   * that are gone.
   * @param {number} largestFile files above it are named in `tooLarge` instead
   */
  changes(largestFile) {
    this.#files.mkdirTree(root);
    const found = [...this.#walk('')].sort((a, b) => a.modified - b.modified);
    const changed = [];
    const tooLarge = [];
    for (const { path, size } of found) {
      if (size > largestFile) {
        tooLarge.push({ path, size });
        continue;
      }
      const place = `${root}/${path}`;
      const bytes = this.#files.readFile(place);
      const digest = hash(bytes);
      // Written again with the same bytes counts as well: an answer may speak of it.
      if (this.#known.get(path) === digest && !this.#written.has(this.#files.lookupPath(place).node)) continue;
      this.#known.set(path, digest);
      changed.push({ path, bytes });
    }
    this.#written.clear();
    const present = new Set(found.map(({ path }) => path));
    const gone = [...this.#known.keys()].filter((path) => !present.has(path));
    for (const path of gone) this.#known.delete(path);
    return { changed, gone, tooLarge };
  }

  /**
   * @param {string} folder with its closing slash, or empty
   * @returns {Generator<{ path: string, size: number, modified: number }>}
   */
  *#walk(folder) {
    for (const name of this.#files.readdir(`${root}/${folder}`)) {
      if (name === '.' || name === '..') continue;
      const path = folder + name;
      const { mode, size, mtime } = this.#files.lstat(`${root}/${path}`);
      if (this.#files.isDir(mode)) yield* this.#walk(`${path}/`);
      else if (this.#files.isFile(mode)) yield { path, size, modified: Number(mtime) };
    }
  }
}

/** @param {Uint8Array} bytes */
function hash(bytes) {
  return createHash('sha256').update(bytes).digest('base64');
}
