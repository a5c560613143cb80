import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HttpTransport, TransportError, type UploadOptions } from '../../../components/conversation/index.ts';
import { FakeOpenAI } from '../../server/support/fake-openai.ts';
import { Harness, origin } from '../../server/support/harness.ts';
import { until } from './scripted-transport.ts';

const mebibyte = 1024 * 1024;
/** Nine parts of one MiB, each of its own bytes. */
const large = () =>
  new File(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => new Uint8Array(mebibyte).fill(number)),
    'a.bin',
  );
const options: UploadOptions = { inParts: true, retryDelay: () => 0 };

/** What is on its way: `PUT parts/3`. */
type Meet = (call: string, request: Request) => Response | undefined | Promise<Response | undefined>;

/** A transport on a real adapter; a test can stand in the way of every call. */
function connect(meet: Meet = () => undefined) {
  const harness = new Harness(new FakeOpenAI(), { limits: { partBytes: mebibyte } });
  const calls: string[] = [];
  const line = {
    meet,
    after: (_call: string, response: Response): Response => response,
  };
  const transport = new HttpTransport({
    endpoint: `${origin}/chat`,
    fetch: async (input, init) => {
      init?.signal?.throwIfAborted();
      const request = new Request(input, { ...init, duplex: 'half' } as RequestInit);
      const call = `${request.method} ${new URL(request.url).pathname.replace(/^\/(uploads\/?|files)([^/]*)\/?/, (_, path: string) => (path === 'files' ? 'files' : ''))}`;
      calls.push(call);
      const met = await line.meet(call, request);
      return met ?? line.after(call, await harness.app.request(request));
    },
  });
  return { transport, harness, calls, line };
}

function partsOf(calls: readonly string[]): number[] {
  return calls.flatMap((call) => Number(/^PUT parts\/(\d+)$/.exec(call)?.[1] ?? 0) || []);
}

async function failure(promise: Promise<unknown>): Promise<TransportError> {
  const error: unknown = await promise.then(
    () => assert.fail('It did not fail.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TransportError, String(error));
  return error;
}

async function arrived(harness: Harness): Promise<void> {
  const files = [...harness.upstream.uploads.values()];
  assert.equal(files.length, 1);
  assert.deepEqual(Buffer.from(await files[0]!.arrayBuffer()), Buffer.from(await large().arrayBuffer()));
}

describe('HttpTransport.upload, of a large file', () => {
  it('sends parts, and tells how many bytes have left', async () => {
    const { transport, harness, calls } = connect();
    const progress: number[] = [];
    const ref = await transport.upload(large(), { ...options, onProgress: (sent) => progress.push(sent) });
    assert.deepEqual([ref.filename, ref.bytes], ['a.bin', 9 * mebibyte]);
    assert.deepEqual([...partsOf(calls)].sort(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(progress.at(-1), 9 * mebibyte);
    assert.deepEqual(
      progress,
      [...progress].sort((a, b) => a - b),
    );
    await arrived(harness);
  });

  it('sends a small one, or one for a backend that does not know of parts, as it is', async () => {
    const { transport, calls } = connect();
    await transport.upload(new File(['small'], 'a.txt'), options);
    await transport.upload(large(), { ...options, inParts: false });
    assert.deepEqual(calls, ['POST files', 'POST files']);
  });

  for (const status of [404, 405, 501]) {
    it(`sends it as it is where the adapter answers ${status} after all`, async () => {
      const { transport, harness, calls } = connect((call) =>
        call === 'POST ' ? Response.json({ error: { code: 'x', message: 'No.' } }, { status }) : undefined,
      );
      await transport.upload(large(), options);
      assert.deepEqual(calls, ['POST ', 'POST files']);
      await arrived(harness);
    });
  }

  it('sends no more than a part again when the connection is cut', async () => {
    let cuts = 0;
    const { transport, harness, calls } = connect((call) => {
      if (call === 'PUT parts/4' && ++cuts < 4) throw new TypeError('cut');
      return undefined;
    });
    await transport.upload(large(), options);
    assert.equal(partsOf(calls).filter((number) => number === 4).length, 4);
    assert.equal(partsOf(calls).length, 12);
    await arrived(harness);
  });

  it('gives up after a while, and goes on with the missing parts when it is tried again', async () => {
    const { transport, harness, calls, line } = connect((call) => {
      if (call.startsWith('PUT') && !/[1-3]$/.test(call)) throw new TypeError('cut');
      return undefined;
    });
    const file = large();
    const error = await failure(transport.upload(file, options));
    assert.deepEqual([error.code, error.retryable], ['network_error', true]);
    calls.length = 0;
    line.meet = () => undefined;
    const progress: number[] = [];
    await transport.upload(file, { ...options, onProgress: (sent) => progress.push(sent) });
    assert.equal(calls[0], 'GET ');
    assert.deepEqual([...partsOf(calls)].sort(), [4, 5, 6, 7, 8, 9]);
    assert.ok(progress.every((sent) => sent > 3 * mebibyte));
    await arrived(harness);
  });

  it('begins anew where the upload is over by then', async () => {
    const { transport, harness, calls, line } = connect((call) => {
      if (call === 'PUT parts/9') throw new TypeError('cut');
      return undefined;
    });
    const file = large();
    await failure(transport.upload(file, options));
    calls.length = 0;
    line.meet = (call) =>
      call === 'GET '
        ? Response.json({ error: { code: 'upload_gone', message: 'Over.' } }, { status: 410 })
        : undefined;
    await transport.upload(file, options);
    assert.equal(partsOf(calls).length, 9);
    await arrived(harness);
  });

  it('asks for the file again where the last answer was lost, and there is one', async () => {
    const { transport, harness, calls, line } = connect();
    let lost = 0;
    line.after = (call, response) => {
      if (call === 'POST complete' && ++lost < 3) throw new TypeError('cut');
      return response;
    };
    await transport.upload(large(), options);
    assert.equal(calls.filter((call) => call === 'POST complete').length, 3);
    await arrived(harness);
  });

  it('says at once what no second attempt would mend', async () => {
    const refusal = { error: { code: 'unsupported_file_type', message: 'Not these.', retryable: false } };
    const { transport, calls } = connect((call) =>
      call === 'PUT parts/1' ? Response.json(refusal, { status: 415 }) : undefined,
    );
    const error = await failure(transport.upload(large(), options));
    assert.deepEqual([error.code, error.message], ['unsupported_file_type', 'Not these.']);
    assert.equal(partsOf(calls).filter((number) => number === 1).length, 1);
    assert.ok(partsOf(calls).length < 9);
  });

  it('ends the upload on the other side when nobody wants it any more', async () => {
    const removing = new AbortController();
    const { transport, harness, calls } = connect((call) => {
      if (call === 'PUT parts/5') removing.abort();
      return undefined;
    });
    const file = large();
    await assert.rejects(transport.upload(file, { ...options, signal: removing.signal }), { name: 'AbortError' });
    await until(() => calls.includes('DELETE ') && harness.upstream.count('POST', /cancel/) === 1);
    assert.ok(partsOf(calls).length <= 6);
    calls.length = 0;
    await transport.upload(file, options);
    assert.equal(partsOf(calls).length, 9);
  });

  it('sends no more than two parts of a file and three of all at a time', async () => {
    let running = 0;
    let most = 0;
    const open: (() => void)[] = [];
    const { transport } = connect(async (call) => {
      if (!call.startsWith('PUT')) return undefined;
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => open.push(resolve));
      running--;
      return undefined;
    });
    const sent: string[] = [];
    const sending = [large(), large(), large()].map(async (file) => {
      sent.push((await transport.upload(file, options)).id);
    });
    await until(() => open.length === 3);
    await until(() => {
      open.shift()?.();
      return sent.length === 3;
    });
    await Promise.all(sending);
    assert.equal(most, 3);
  });
});
