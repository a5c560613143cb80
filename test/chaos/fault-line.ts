import { Agent, request, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import { carryBody } from './carry-body.ts';
import type { Act, Fault, Hop } from './fault.ts';

export interface FaultLineOptions {
  hop: Hop;
  faults: readonly Fault[];
  /** Most bytes that are written at once. */
  pieceSize: number;
  /** What a person does, or what befalls the adapter named, at that moment. */
  happen: (act: Act, adapter: string) => Promise<void>;
}

/** A request on its way through a line. */
export interface Passage {
  request: IncomingMessage;
  response: ServerResponse;
  /** The adapter at one of its ends. */
  adapter: string;
  target: URL;
}

/** What befalls somebody else than the line. */
const happening = new Set<Act>(['die', 'reload', 'stop', 'watch']);
const agent = new Agent({ keepAlive: true });

/** One hop as a proxy that hands requests and answers on, and does to them what it was told to. */
export class FaultLine {
  /** What has struck so far. */
  readonly struck: Fault[] = [];
  readonly #options: FaultLineOptions;
  readonly #counts = { stream: 0, call: 0 };
  readonly #open = new Map<string, Set<IncomingMessage | ServerResponse>>();
  readonly #severed = new Set<string>();
  #carried = 0;

  constructor(options: FaultLineOptions) {
    this.#options = options;
  }

  /** Nothing reaches that adapter any more, and nothing leaves it. */
  sever(adapter: string): void {
    this.#severed.add(adapter);
    for (const connection of this.#open.get(adapter) ?? []) connection.destroy();
  }

  get isBusy(): boolean {
    return this.#carried > 0;
  }

  async carry(passage: Passage): Promise<void> {
    this.#carried++;
    await this.#carry(passage).finally(() => this.#carried--);
  }

  async #carry(passage: Passage): Promise<void> {
    const { request: asked, response, adapter } = passage;
    const of = isStream(asked) ? 'stream' : 'call';
    const faults = this.#faultsFor(of);
    const body = await bytesOf(asked);
    const before = faults.filter(({ at }) => at === 'asked').map(({ act }) => act);
    for (const act of before) if (happening.has(act)) await this.#options.happen(act, adapter);
    if (this.#severed.has(adapter) || before.includes('close')) return void response.destroy();
    if (before.includes('busy')) return refuse(response, 429);
    if (before.includes('broken')) return refuse(response, 502);
    if (before.includes('again')) this.#ask(passage, body).then((answer) => answer.resume(), ignore);

    const answer = await this.#ask(passage, body).catch(() => undefined);
    if (!answer) return void response.destroy();
    const after = faults.filter(({ at }) => at === 'answered').map(({ act }) => act);
    for (const act of after) if (happening.has(act)) await this.#options.happen(act, adapter);
    if (after.includes('stall')) await new Promise((resolve) => response.once('close', resolve));
    if (this.#severed.has(adapter) || after.includes('close') || after.includes('stall')) {
      answer.destroy();
      return void response.destroy();
    }
    response.writeHead(answer.statusCode ?? 502, withoutLength(answer.headers));
    response.flushHeaders();
    this.#track(adapter, response);
    response.once('close', () => answer.destroy());
    await carryBody({
      from: answer,
      to: response,
      faults: faults.filter(({ at }) => typeof at === 'object'),
      pieceSize: this.#options.pieceSize,
      happen: (act) => this.#options.happen(act, adapter),
    });
  }

  #faultsFor(of: 'stream' | 'call'): Fault[] {
    const number = this.#counts[of]++;
    const { faults, hop } = this.#options;
    const found = faults.filter((fault) => fault.hop === hop && fault.of === of && fault.request === number);
    this.struck.push(...found);
    return found;
  }

  #ask({ request: asked, target, adapter }: Passage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options: RequestOptions = {
        agent,
        method: asked.method ?? 'GET',
        headers: { ...asked.headers, host: target.host },
      };
      const asking = request(target, options, (answer) => {
        this.#track(adapter, answer);
        resolve(answer);
      });
      asking.on('error', reject);
      asking.end(body);
    });
  }

  #track(adapter: string, connection: IncomingMessage | ServerResponse): void {
    const open = this.#open.get(adapter) ?? new Set();
    this.#open.set(adapter, open.add(connection));
    connection.once('close', () => open.delete(connection));
    connection.on('error', ignore);
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function isStream({ method, url = '' }: IncomingMessage): boolean {
  if (method === 'POST') return /\/(?:chat|tool-outputs|responses)$/.test(url);
  return /\/stream$|[?&]stream=true/.test(url);
}

/** As somebody between the two answers who knows nothing of either. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html', 'retry-after': '0' });
  response.end('<html><body>Bad gateway</body></html>');
}

function withoutLength({
  'content-length': _length,
  ...headers
}: IncomingMessage['headers']): IncomingMessage['headers'] {
  return headers;
}

function ignore(): void {}
