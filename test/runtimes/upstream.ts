import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { start } from './start.ts';

const firstWords = 'response.output_text.delta';

/**
 * The service behind an adapter: the local one, as published, in a process of its own. On the way to it answers can be held
 * back behind their first words, so that what happens in the middle of one needs no luck.
 */
export class Upstream {
  /** How many answers were asked for, and how many of them stopped. */
  created = 0;
  cancelled = 0;
  readonly #service: ChildProcess;
  readonly #target: string;
  readonly #gate = createServer((request, response) => void this.#pass(request, response));
  #held: Promise<void> = Promise.resolve();

  constructor(service: ChildProcess, target: string) {
    this.#service = service;
    this.#target = target;
  }

  /** Returns its address, as `OPENAI_BASE_URL` has it. */
  async open(): Promise<string> {
    await once(this.#gate.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#gate.address() as AddressInfo).port}/v1`;
  }

  /** Lets no answer go on behind its first words until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.#held = new Promise((resolve) => (release = resolve));
    return release;
  }

  close(): void {
    this.#service.kill();
    this.#gate.close();
    this.#gate.closeAllConnections();
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    if (method === 'POST' && url.endsWith('/responses')) this.created++;
    if (method === 'POST' && url.endsWith('/cancel')) this.cancelled++;
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    try {
      const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...passed } = headers;
      const answer = await fetch(new URL(url, this.#target), {
        method,
        headers: passed as Record<string, string>,
        signal: gone.signal,
        ...(method === 'GET' || method === 'HEAD' ? {} : { body: Readable.toWeb(incoming), duplex: 'half' }),
      } as RequestInit);
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      if (!answer.body) outgoing.end();
      else if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) {
        await pipeline(Readable.fromWeb(answer.body as never), outgoing);
      } else await pipeline(this.#gated(answer.body), outgoing);
    } catch {
      outgoing.destroy();
    }
  }

  async *#gated(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
    let text = '';
    let isBehind = false;
    for await (const piece of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
      text += piece;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        if (isBehind) await this.#held;
        yield `${event}\n\n`;
        isBehind ||= event.includes(firstWords);
      }
    }
    yield text;
  }
}

/** Starts the service; the gate is still to be opened. @param folder where the package is installed */
export async function startUpstream(folder: string): Promise<Upstream> {
  const cli = join(folder, 'node_modules/assistant-kit/dist/server/local/cli.js');
  const command = [process.execPath, cli, 'local', '--memory', '--port', '0', '--pace', '0'] as const;
  const { child, found } = await start(command, { cwd: folder }, /http:\S+(?=\/v1)/);
  return new Upstream(child, found);
}
