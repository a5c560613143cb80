import { applyChunk, EventDecoder, type MessagePage, type UIMessage, type WireEvent } from '../../protocol/index.ts';
import { textOf } from '../server/support/harness.ts';
import type { EngineName, Instances } from './instances.ts';

/** What a page does with an answer: reads it, and where it is cut asks any instance for the rest, or for what the thread has. */
export class Page {
  readonly events: WireEvent[] = [];
  /** How often it has gone on at some instance. */
  resumed = 0;
  readonly #instances: Instances;
  readonly #engine: EngineName;
  readonly #threadId: string;
  #decoder = new EventDecoder();
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  /** The answer as the thread has it, where it could not be read to its end. */
  #kept: string | undefined;

  constructor(instances: Instances, engine: EngineName, threadId: string, response: Response) {
    this.#instances = instances;
    this.#engine = engine;
    this.#threadId = threadId;
    this.#read(response);
  }

  get text(): string {
    const begin: UIMessage = { id: '', role: 'assistant', parts: [] };
    return this.#kept ?? textOf(this.events.reduce((grown, { chunk }) => applyChunk(grown, chunk), begin));
  }

  get types(): string[] {
    return this.events.map(({ chunk }) => chunk.type);
  }

  /** Every event came once, in its place. */
  get isWhole(): boolean {
    const numbered = this.events.filter(({ id }) => id !== undefined);
    return numbered.every(({ id }, position) => id?.endsWith(`.${position}`));
  }

  /** Reads on until the text has come so far, whatever breaks on the way. */
  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) await this.#step();
  }

  /** Reads on until it has been cut and goes on elsewhere. */
  async untilResumed(): Promise<void> {
    const { resumed } = this;
    while (this.resumed === resumed) await this.#step();
  }

  async all(): Promise<void> {
    const isOver = () => this.#kept !== undefined || this.types.some((type) => type === 'finish' || type === 'error');
    while (!isOver()) await this.#step();
  }

  #read({ ok, status, body }: Response): void {
    if (!ok || !body) throw new Error(`The answer is ${status}.`);
    this.#reader = body.getReader();
    this.#decoder = new EventDecoder();
  }

  async #step(): Promise<void> {
    const piece = await this.#reader?.read().catch(() => undefined);
    if (piece?.value) this.events.push(...this.#decoder.push(piece.value).events);
    else await this.#resume();
  }

  async #resume(): Promise<void> {
    const cursor = this.events.findLast(({ id }) => id !== undefined)?.id;
    const path = `/chat/${this.#threadId}/stream`;
    const headers = cursor === undefined ? {} : { 'last-event-id': cursor };
    const response = await this.#instances
      .at(this.#engine)
      .get(path, headers)
      .catch(() => undefined);
    this.#reader = undefined;
    if (response?.status === 200) {
      this.#read(response);
      this.resumed++;
    } else if (response?.status === 204 && cursor !== undefined) {
      // Behind the cursor there is nothing to be read: from its beginning, or not at all any more.
      this.events.length = 0;
    } else if (response?.status === 204) {
      const messages = await this.#instances.at(this.#engine).get(`/threads/${this.#threadId}/messages`);
      const { data } = (await messages.json()) as MessagePage;
      const answer = data.findLast(({ role }) => role === 'assistant');
      this.#kept = answer ? textOf(answer) : '';
    } else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
