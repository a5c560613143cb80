import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { memoryFileStore, memoryStore, type Store } from '../../server/index.ts';
import { FakeOpenAI } from '../server/support/fake-openai.ts';
import { chaosAdapter } from './adapter.ts';
import { answers } from './answers.ts';
import type { Act, Fault } from './fault.ts';
import { FaultLine } from './fault-line.ts';
import type { Port } from './port.ts';
import { sharedStore } from './shared-store.ts';

export interface WorldOptions {
  port: Port;
  name: string;
  faults: readonly Fault[];
  /** Most bytes that go over a line at once. */
  pieceSize: number;
  /** How many adapters stand behind the router at a time. */
  adapters: number;
  /** They share a store, as with a database; else they share nothing. */
  sharesStore: boolean;
  random: () => number;
  /** What a person does at that moment. */
  act: (act: Act) => Promise<void>;
}

interface Instance {
  adapter: ReturnType<typeof chaosAdapter>;
  die: () => void;
}

/** A service, adapters and the lines between them and a page, for one case. */
export class World {
  readonly upstream: FakeOpenAI;
  /** Where the page reaches an adapter, any of them. */
  readonly endpoint: string;
  readonly #options: WorldOptions;
  readonly #store: Store = memoryStore();
  readonly #files = memoryFileStore();
  readonly #pageLine: FaultLine;
  readonly #serviceLine: FaultLine;
  readonly #instances = new Map<string, Instance>();
  readonly #serviceListener: ReturnType<typeof getRequestListener>;
  readonly #url: string;
  #begun = 0;

  constructor(options: WorldOptions) {
    const { port, name, faults, pieceSize, random } = options;
    this.#options = options;
    this.upstream = new FakeOpenAI(answers(() => this.upstream));
    this.upstream.containerFiles.set('cfile_table', {
      path: '/mnt/data/table.csv',
      bytes: new TextEncoder().encode('a\n42\n'),
    });
    // An answer takes its time, so that what befalls it befalls it while it is written.
    this.upstream.pace = () =>
      new Promise((resolve) => (random() < 0.3 ? setTimeout(resolve, 2) : setImmediate(resolve)));
    this.#serviceListener = getRequestListener((request) => this.upstream.fetch(request));
    const line = { faults, pieceSize, happen: (act: Act, adapter: string) => this.#happen(act, adapter) };
    this.#pageLine = new FaultLine({ ...line, hop: 'page' });
    this.#serviceLine = new FaultLine({ ...line, hop: 'service' });
    this.#url = port.add(name, (request, response, path) => this.#answer(request, response, path));
    this.endpoint = `${this.#url}/page/api/assistant/chat`;
    for (let index = 0; index < options.adapters; index++) this.#begin();
  }

  /** The faults that have come to pass: a line may never have seen as many requests as its last one counts. */
  get struck(): readonly Fault[] {
    return [...this.#pageLine.struck, ...this.#serviceLine.struck];
  }

  /** Resolves when no adapter has anything to do with the service any more: what is put away at the end of a run is put away. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      if (this.#serviceLine.isBusy) quiet = 0;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  }

  /** All adapters die; others that have never heard of anything take their places. */
  replaceAll(): void {
    const ids = Array.from(this.#instances.keys());
    for (const id of ids) this.#replace(id);
  }

  end(): void {
    for (const { die } of this.#instances.values()) die();
    this.#options.port.remove(this.#options.name);
  }

  async #happen(act: Act, adapter: string): Promise<void> {
    if (act === 'die') this.#replace(adapter);
    else await this.#options.act(act);
  }

  #replace(id: string): void {
    const instance = this.#instances.get(id);
    if (!instance) return;
    this.#instances.delete(id);
    instance.die();
    this.#pageLine.sever(id);
    this.#serviceLine.sever(id);
    this.#begin();
  }

  #begin(): void {
    const id = String(this.#begun++);
    const shared = this.#options.sharesStore ? sharedStore(this.#store) : undefined;
    const adapter = chaosAdapter({
      serviceUrl: `${this.#url}/calls/${id}/v1`,
      publicUrl: `${this.#url}/page/api/assistant`,
      files: this.#files,
      ...(shared ? { store: shared.store } : {}),
    });
    this.#instances.set(id, { adapter, die: () => shared?.cut() });
  }

  async #answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, role, rest = ''] = /^\/([^/]+)(.*)$/.exec(path) ?? [];
    const to = (target: string) => new URL(`${this.#url}/${target}`);
    if (role === 'page') {
      const ids = [...this.#instances.keys()];
      const adapter = ids[Math.floor(this.#options.random() * ids.length)] ?? '';
      await this.#pageLine.carry({ request, response, adapter, target: to(`adapter/${adapter}${rest}`) });
      return;
    }
    const [, id = '', inner = ''] = /^\/([^/]+)(.*)$/.exec(rest) ?? [];
    if (role === 'calls') {
      await this.#serviceLine.carry({ request, response, adapter: id, target: to(`service/0${inner}`) });
      return;
    }
    request.url = inner;
    const instance = this.#instances.get(id);
    if (role === 'service') await this.#serviceListener(request, response);
    else if (instance) await instance.adapter.serve(request, response);
    else response.destroy();
  }
}
