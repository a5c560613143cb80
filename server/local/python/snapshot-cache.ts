import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FrameReader } from './frames.ts';
import { launch } from './launch.ts';
import type { PyodideFolder } from './pyodide-folder.ts';

const largestSnapshot = 40 * 1024 * 1024;

/**
 * The memory of a started interpreter, kept on disk: a start from it takes 0.3 s instead of 2 s. Pyodide's interface for it is
 * private, so it is never needed: without a snapshot, or with one that fails, Python starts from nothing.
 */
export class SnapshotCache {
  #folder: string;
  #file: string;
  #pyodide: PyodideFolder;
  #making: { kill: () => void; done: Promise<void> } | undefined;
  /** Set when one could not be made or did not work: it will not the next time either. */
  #useless = false;

  constructor(dataFolder: string, pyodide: PyodideFolder) {
    this.#folder = resolve(dataFolder, 'python');
    this.#file = join(this.#folder, `${pyodide.version}-${programHash()}.snapshot`);
    this.#pyodide = pyodide;
  }

  /** The file to start from, if there is one. */
  get file(): string | undefined {
    return !this.#useless && existsSync(this.#file) ? this.#file : undefined;
  }

  /** Resolves when none is being made. */
  async settled(): Promise<void> {
    await this.#making?.done;
  }

  /** Makes a snapshot in the background, unless there is one. */
  make(memoryMiB: number): void {
    if (this.#useless || this.#making || existsSync(this.#file)) return;
    const child = launch({ pyodide: this.#pyodide, memoryMiB, task: 'snapshot' });
    const exited = new Promise<void>((gone) => child.once('close', () => gone()).once('error', () => gone()));
    const frames = new FrameReader(largestSnapshot);
    let snapshot: Uint8Array | undefined;
    child.stdout.on('data', (bytes: Uint8Array) => {
      try {
        for (const frame of frames.read(bytes)) snapshot = frame.body;
      } catch {
        child.kill('SIGKILL');
      }
    });
    child.stderr.resume();
    const done = exited
      .then(() => this.#save(snapshot))
      .catch(() => {
        this.#useless = true;
      });
    this.#making = { kill: () => child.kill('SIGKILL'), done };
  }

  /** Forgets a snapshot that did not work. */
  drop(): void {
    this.#useless = true;
    rmSync(this.#file, { force: true });
  }

  async close(): Promise<void> {
    this.#making?.kill();
    await this.settled();
  }

  async #save(snapshot: Uint8Array | undefined): Promise<void> {
    if (!snapshot) throw new Error('No snapshot was made.');
    await mkdir(this.#folder, { recursive: true });
    const unfinished = join(this.#folder, `${randomUUID()}.unfinished`);
    await writeFile(unfinished, snapshot);
    await rename(unfinished, this.#file);
    for (const name of await readdir(this.#folder)) {
      const outdated = name.endsWith('.snapshot') && join(this.#folder, name) !== this.#file;
      if (outdated) await rm(join(this.#folder, name), { force: true });
    }
  }
}

/** Changes with the Python that a snapshot holds in memory. */
function programHash(): string {
  const hash = createHash('sha256');
  const program = fileURLToPath(new URL('./sandbox/', import.meta.url));
  for (const folder of [program, join(program, 'charts')]) {
    for (const name of readdirSync(folder).sort()) {
      if (/\.(?:py|mjs)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
