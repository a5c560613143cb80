import type { ChildProcess } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './start.ts';

const host = fileURLToPath(new URL('hosts/service.mjs', import.meta.url));

/** The service behind an adapter: the local one, as published, in a process of its own. */
export class Upstream {
  /** As `OPENAI_BASE_URL` has it. */
  readonly url: string;
  readonly #service: ChildProcess;
  #asked = 0;

  constructor(service: ChildProcess, url: string) {
    this.#service = service;
    this.url = url;
    service.on('message', () => this.#asked++);
  }

  /** How many answers have been begun so far. */
  get asked(): number {
    return this.#asked;
  }

  /** Lets no answer end until the returned function is called. */
  hold(): () => void {
    this.#service.send('hold');
    return () => this.#service.send('release');
  }

  close(): void {
    this.#service.kill();
  }
}

/** @param folder where the package is installed */
export async function startUpstream(folder: string): Promise<Upstream> {
  // Where it is, it imports the package that is installed there.
  const file = join(folder, 'service.mjs');
  await copyFile(host, file);
  const { child, found } = await start([process.execPath, file], { cwd: folder, talks: true }, /http:\S+/);
  return new Upstream(child, `${found}/v1`);
}
