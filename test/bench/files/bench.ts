// Measures how much memory an adapter takes for a large file: the most it holds over what it holds at rest, by store, while the
// file comes in, goes out, and goes on after a cut. `--mebibytes=500` for a larger one, `folder` for one store only.
import { fork, type ChildProcess } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HttpTransport } from '../../../components/conversation/index.ts';
import { S3Server } from '../../support/s3-server.ts';
import { openService } from './service.ts';

const mebibyte = 1024 * 1024;
/** How long an adapter is left alone before it counts as at rest, in milliseconds. */
const restMs = 1500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mebibytes: { type: 'string', default: '200' } },
});
const bytes = Number(values.mebibytes) * mebibyte;
const stores = ['folder', 's3', 'memory'].filter((store) => positionals.length === 0 || positionals.includes(store));

const file = new File([randomFillSync(new Uint8Array(bytes))], 'a.bin');
const small = new File(['a few bytes'], 'small.txt');
const folder = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
const service = await openService(bytes);
const s3 = new S3Server();
const bucket = { url: await s3.open(), region: s3.region, credentials: s3.keys };
try {
  for (const store of stores) {
    const adapter = fork(new URL('adapter.mjs', import.meta.url), { execArgv: [] });
    let resident = 0;
    let most = 0;
    const opened = new Promise<number>((resolve) => {
      adapter.on('message', (message: { resident?: number; port?: number }) => {
        if (message.port) resolve(message.port);
        resident = message.resident ?? resident;
        most = Math.max(most, resident);
      });
    });
    adapter.send({ store, folder, bucket, service: service.url, bytes });
    const api = `http://127.0.0.1:${await opened}`;
    let partsToCut = 0;
    const transport = new HttpTransport({
      endpoint: `${api}/chat`,
      fetch: (input, init = {}) => {
        const isCut = init.body instanceof Blob && --partsToCut === 0;
        return fetch(input, isCut ? { ...init, ...halfOf(init.body as Blob) } : init);
      },
    });
    const send = (what: File) => transport.upload(what, { inParts: true, retryDelay: () => 100 });
    const measured = async (what: string, act: () => Promise<unknown>) => {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const rest = resident;
      most = 0;
      const before = performance.now();
      await act();
      const seconds = ((performance.now() - before) / 1000).toFixed(1);
      console.log(
        `${store.padEnd(8)}${what.padEnd(28)}${inMebibytes(most - rest)} over ${inMebibytes(rest)}   in ${seconds} s`,
      );
    };
    // An adapter that has just been started has not even read its own code.
    await send(small);
    let url = '';
    await measured('comes in', async () => (url = (await send(file)).url));
    // What is this long the store in memory does not keep.
    if (store !== 'memory') await measured('goes out', () => drain(url, bytes));
    await measured('is cut and goes on', async () => {
      partsToCut = 10;
      await send(new File([file], 'b.bin'));
    });
    await ended(adapter);
  }
} finally {
  service.close();
  await s3.close();
  await rm(folder, { recursive: true, force: true });
}

async function drain(url: string, expected: number): Promise<void> {
  let length = 0;
  const response = await fetch(url);
  for await (const piece of response.body ?? []) length += piece.length;
  if (length !== expected) throw new Error(`${length} bytes came back, with the status ${response.status}.`);
}

/** A body whose connection breaks in its middle. */
function halfOf(body: Blob): RequestInit & { duplex: 'half' } {
  const halves = [body.slice(0, body.size / 2)];
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const half = halves.shift();
      if (half) controller.enqueue(new Uint8Array(await half.arrayBuffer()));
      else controller.error(new TypeError('The connection is cut.'));
    },
  });
  return { body: stream, headers: { 'content-length': String(body.size) }, duplex: 'half' };
}

function inMebibytes(count: number): string {
  return `${(count / mebibyte).toFixed(0).padStart(5)} MiB`;
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
