import type OpenAI from 'openai';
import type { MessageFile } from '../../engine.ts';
import { pause } from '../upstream/pause.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

/** Where the files of people lie in an environment. */
export const uploadsFolder = '/workspace/uploads';

const defaultPatienceMs = 60_000;

/** Puts the files of messages where the agent's commands find them. */
export class EnvironmentFiles {
  readonly #client: OpenAI;
  readonly #patienceMs: number;

  constructor(client: OpenAI, patienceMs = defaultPatienceMs) {
    this.#client = client;
    this.#patienceMs = patienceMs;
  }

  /** Copies the files, none over another. Returns their paths in the same order. */
  async place(environmentId: string, files: readonly MessageFile[], signal: AbortSignal): Promise<string[]> {
    const until = Date.now() + this.#patienceMs;
    const taken = await this.#patiently(environmentId, until, signal, () => this.#paths(environmentId, signal));
    const paths: string[] = [];
    for (const { place, filename } of files) {
      const path = freePath(filename, taken);
      taken.push(path);
      const body = { type: 'file_id' as const, file_id: place.id, path };
      await this.#patiently(environmentId, until, signal, async () => {
        await this.#client.beta.agents.environments.files.create(environmentId, body, { signal });
      });
      paths.push(path);
    }
    return paths;
  }

  async #paths(environmentId: string, signal: AbortSignal): Promise<string[]> {
    const paths: string[] = [];
    const query = { path: uploadsFolder, limit: 100 };
    for await (const { path } of this.#client.beta.agents.environments.files.list(environmentId, query, { signal })) {
      paths.push(path);
    }
    return paths;
  }

  /** A new environment takes a while until it is there; what it refuses after that, it refuses for good. */
  async #patiently<T>(environmentId: string, until: number, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    let isThere = false;
    for (let wait = 100; ; wait = Math.min(2 * wait, 2000)) {
      try {
        return await act();
      } catch (error) {
        const cause = fromUpstream(error);
        const mayPass =
          cause.code === 'service_refused' || cause.code === 'run_active' || cause.code === 'service_down';
        if (isThere || !mayPass || Date.now() >= until) throw cause;
      }
      isThere = await this.#isConnected(environmentId, signal);
      if (!isThere) await pause(wait, signal);
      signal.throwIfAborted();
    }
  }

  async #isConnected(environmentId: string, signal: AbortSignal): Promise<boolean> {
    const { environments } = this.#client.beta.agents;
    const { status } = await environments.retrieve(environmentId, { signal }).catch(rejectUpstream);
    return status === 'connected' || status === 'failed';
  }
}

/** The path, or `/workspace/uploads/name (2).txt` where it is taken. */
function freePath(filename: string, taken: readonly string[]): string {
  const [, stem = filename, ending = ''] = /^(.+?)(\.[^.]+)?$/s.exec(filename) ?? [];
  for (let number = 1; ; number++) {
    const path = `${uploadsFolder}/${stem}${number === 1 ? '' : ` (${number})`}${ending}`;
    if (!taken.includes(path)) return path;
  }
}
