import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HttpTransport, TransportError, type HttpTransportOptions } from '../../../components/conversation/index.ts';
import { encodeEvent, streamHeaders, type ChatRequest, type WireEvent } from '../../../protocol/index.ts';
import { config } from './scripted-transport.ts';

const request: ChatRequest = { id: 'T', messages: [], trigger: 'submit-message' };

describe('HttpTransport', () => {
  it('can be made where a server draws the page, to which an endpoint cannot be relative yet', async () => {
    const transport = new HttpTransport({ endpoint: '/api/assistant/chat' });
    await assert.rejects(transport.chat(request), TypeError);
  });

  it('posts to the endpoint itself and finds everything else beside it', async () => {
    const { transport, requests } = answering(() => Response.json({ data: [] }), {
      endpoint: 'https://example.org/api/assistant/chat?tenant=1',
    });
    const calls = [
      () => transport.chat(request).catch(() => undefined),
      () => transport.resume('a/b').catch(() => undefined),
      () => transport.stop('a/b', { runId: 'r' }),
      () => transport.toolOutputs('T', { runId: 'r', outputs: [] }).catch(() => undefined),
      () => transport.config(),
      () => transport.threads({ limit: 5, after: 'x' }),
      () => transport.createThread({}),
      () => transport.updateThread('T', { title: 'New' }),
      () => transport.deleteThread('T'),
      () => transport.messages('a/b', { limit: 5 }),
      () => transport.upload(new File(['x'], 'a.txt'), { threadId: 'T' }),
      () => transport.file('f'),
      () => transport.deleteFile('f'),
    ];
    for (const call of calls) await call();

    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url.replace('https://example.org/api/assistant', '')}`),
      [
        'POST /chat?tenant=1',
        'GET /chat/a%2Fb/stream?tenant=1',
        'POST /chat/a%2Fb/stop?tenant=1',
        'POST /chat/T/tool-outputs?tenant=1',
        'GET /config',
        'GET /threads?limit=5&after=x',
        'POST /threads',
        'PATCH /threads/T',
        'DELETE /threads/T',
        'GET /threads/a%2Fb/messages?limit=5&order=desc',
        'POST /files',
        'GET /files/f',
        'DELETE /files/f',
      ],
    );
  });

  it("sends the page's headers and cookies with every call", async () => {
    let token = 0;
    const { transport, requests } = answering(() => Response.json({ data: [] }), {
      headers: () => Promise.resolve({ authorization: `Bearer ${++token}` }),
      credentials: 'include',
    });
    await transport.threads();
    await transport.upload(new File(['x'], 'a.txt'));

    assert.deepEqual(
      requests.map(({ headers, credentials }) => [headers.get('authorization'), credentials]),
      [
        ['Bearer 1', 'include'],
        ['Bearer 2', 'include'],
      ],
    );
  });

  it('sends a file again whose connection was cut, and gives up where it is cut each time', async () => {
    let cuts = 2;
    const { transport, requests } = answering(() => {
      if (cuts-- > 0) throw new TypeError('cut');
      return Response.json({ id: 'f' });
    });
    const upload = () => transport.upload(new File(['x'], 'a.txt'), { retryDelay: () => 0 });
    assert.equal((await upload()).id, 'f');
    assert.equal(requests.length, 3);
    cuts = Infinity;
    await assert.rejects(upload(), { code: 'network_error', retryable: true });
    assert.equal(requests.length, 6);
  });

  it('does not send a file again that was refused', async () => {
    const { transport, requests } = answering(() => Response.json({}, { status: 503 }));
    await assert.rejects(transport.upload(new File(['x'], 'a.txt'), { retryDelay: () => 0 }), { status: 503 });
    assert.equal(requests.length, 1);
  });

  it('uploads a form with the thread before the file', async () => {
    const { transport, requests } = answering(() => Response.json({ id: 'f' }));
    const sent: number[] = [];
    const onProgress = (bytes: number): void => void sent.push(bytes);
    const ref = await transport.upload(new File(['hello'], 'ä "b".txt'), { threadId: 'T', onProgress });
    const form = await requests[0]!.formData();

    assert.equal(ref.id, 'f');
    assert.deepEqual([...form.keys()], ['threadId', 'file']);
    assert.equal((form.get('file') as File).name, 'ä "b".txt');
    assert.deepEqual(sent, [5]);
  });

  it('asks for what comes after the last event', async () => {
    const { transport, requests } = answering(() => streamOf([]));
    await transport.resume('T', { after: 'run.7' });
    await transport.resume('T');

    assert.deepEqual(
      requests.map(({ headers }) => headers.get('last-event-id')),
      ['run.7', null],
    );
  });

  for (const status of [204, 404, 405]) {
    it(`takes ${status} for nothing to resume`, async () => {
      const { transport } = answering(() => new Response(null, { status }));
      assert.equal(await transport.resume('T'), null);
    });
  }

  it("does without what is not there, and without somebody else's page in its place", async () => {
    for (const answer of [
      () => new Response('Not found', { status: 404 }),
      () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
      () => Response.json({ hello: 'world' }),
    ]) {
      const { transport } = answering(answer);
      assert.equal(await transport.config(), null);
      assert.equal(await transport.threads(), null);
      assert.equal(await transport.messages('T'), null);
    }
  });

  it('reads messages in the order in which they were written', async () => {
    const { transport } = answering(() =>
      Response.json({ data: [{ id: '2' }, { id: '1' }], hasMore: true, after: '1' }),
    );
    const page = await transport.messages('T');

    assert.deepEqual(
      page?.data.map(({ id }) => id),
      ['1', '2'],
    );
  });

  it('reads the config of our adapter', async () => {
    const { transport } = answering(() => Response.json(config()));
    assert.deepEqual(await transport.config(), config());
  });

  for (const [body, status, expected] of [
    ['{"error":{"code":"too_many","message":"Wait.","retryable":true}}', 429, ['too_many', 'Wait.', true]],
    ['{"error":{"code":"no","message":"No.","retryable":false}}', 503, ['no', 'No.', false]],
    ['{"error":"Words of an AI SDK backend"}', 400, ['http_error', 'Words of an AI SDK backend', false]],
    ['{"message":"Words too"}', 500, ['http_error', 'Words too', true]],
    ['An error occurred.', 500, ['http_error', 'An error occurred.', true]],
    ['<html>Bad gateway</html>', 502, ['http_error', 'The assistant could not do that. Try again later.', true]],
    ['Error: x\n    at /srv/a.js', 500, ['http_error', 'The assistant could not do that. Try again later.', true]],
    ['', 401, ['http_error', 'The assistant could not do that. Try again later.', false]],
    ['[]', 400, ['http_error', 'The assistant could not do that. Try again later.', false]],
  ] as const) {
    it(`says of ${status} ${body || '(nothing)'}: ${expected[1]}`, async () => {
      const { transport } = answering(() => new Response(body, { status }));
      const error = await failure(transport.chat(request));

      assert.deepEqual([error.code, error.message, error.retryable, error.status], [...expected, status]);
    });
  }

  it('tells how long to wait, and which run is in the way', async () => {
    const { transport } = answering(() =>
      Response.json(
        { error: { code: 'run_active', message: 'Busy.', retryable: true, runId: 'r' } },
        { status: 409, headers: { 'retry-after': '2' } },
      ),
    );
    const error = await failure(transport.chat(request));

    assert.deepEqual([error.retryAfterMs, error.runId], [2000, 'r']);
  });

  it('does not take a page for a stream', async () => {
    const { transport } = answering(
      () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
    );
    assert.equal((await failure(transport.chat(request))).code, 'bad_response');
  });

  it('calls a failed fetch a network error, but hands an abort on', async () => {
    const { transport } = answering(() => Promise.reject(new TypeError('fetch failed')));
    assert.equal((await failure(transport.chat(request))).code, 'network_error');
    await assert.rejects(transport.chat(request, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  for (const id of ['', '.', '..']) {
    it(`does not let a thread called "${id}" lead elsewhere`, async () => {
      const { transport, requests } = answering(() => Response.json({}));
      assert.equal((await failure(transport.resume(id))).code, 'thread_not_found');
      assert.equal(requests.length, 0);
    });
  }

  it('closes the body when its reader leaves', async () => {
    let wasCanceled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(encodeEvent({ chunk: { type: 'start' } }))),
      cancel: () => void (wasCanceled = true),
    });
    const { transport } = answering(() => new Response(body, { headers: streamHeaders }));
    for await (const _ of await transport.chat(request)) break;

    assert.ok(wasCanceled);
  });

  it('hands out events that came together, and those before one that cannot be read', async () => {
    const good = encodeEvent({ chunk: { type: 'start' } });
    const { transport } = answering(() => new Response(`${good}${good}data: {\n\n${good}`, { headers: streamHeaders }));
    const reads: WireEvent[][] = [];
    await assert.rejects(async () => {
      for await (const read of await transport.chat(request)) reads.push([read].flat());
    }, /not JSON/);

    assert.deepEqual(
      reads.map((events) => events.map(({ chunk }) => chunk.type)),
      [['start', 'start']],
    );
  });

  it('takes the silence of a stream with ids for a cut', async () => {
    const { transport } = answering(() => streamOf([{ id: 'run.0', chunk: { type: 'start' } }], false), { idleMs: 20 });
    const events: WireEvent[] = [];
    await assert.rejects(async () => {
      for await (const read of await transport.chat(request)) events.push(...[read].flat());
    }, /silent/);

    assert.equal(events.length, 1);
  });

  it('takes the silence of our adapter for a cut before it has given an id', async () => {
    const { transport } = await introduced(() => streamOf([], false), { idleMs: 20 });
    await assert.rejects(async () => {
      for await (const _ of await transport.chat(request));
    }, /silent/);
  });

  it('gives up a call that our adapter does not answer', async () => {
    const { transport } = await introduced(silence, { idleMs: 20 });
    assert.equal((await failure(transport.chat(request))).code, 'network_error');
    assert.equal((await failure(transport.threads())).code, 'network_error');
  });

  it('gives up an answer of which the rest does not come', async () => {
    const { transport } = answering(
      (signal) => {
        const body = new ReadableStream({
          start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
        });
        return new Response(body, { headers: { 'content-type': 'application/json' } });
      },
      { idleMs: 20 },
    );
    assert.equal((await failure(transport.threads())).code, 'network_error');
  });

  it('lets a backend without ids be silent', async () => {
    let close = (): void => undefined;
    const { transport } = answering(
      () => {
        const response = streamOf([{ chunk: { type: 'start' } }], false, (end) => (close = end));
        return response;
      },
      { idleMs: 5 },
    );
    const events: WireEvent[] = [];
    for await (const read of await transport.chat(request)) {
      events.push(...[read].flat());
      setTimeout(() => close(), 60);
    }

    assert.equal(events.length, 1);
  });
});

type Answer = (signal: AbortSignal | undefined) => Response | Promise<Response>;

function answering(answer: Answer, options: Partial<HttpTransportOptions> = {}) {
  const requests: Request[] = [];
  const transport = new HttpTransport({
    endpoint: 'https://example.org/api/assistant/chat',
    fetch: async (input, init) => {
      init?.signal?.throwIfAborted();
      requests.push(new Request(input, init));
      return answer(init?.signal ?? undefined);
    },
    ...options,
  });
  return { transport, requests };
}

/** The same, once the backend has said that it is our adapter. */
async function introduced(answer: Answer, options: Partial<HttpTransportOptions>) {
  let isKnown = false;
  const made = answering((signal) => (isKnown ? answer(signal) : Response.json(config())), options);
  await made.transport.config();
  isKnown = true;
  return made;
}

function silence(signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
}

function streamOf(events: WireEvent[], ends = true, onOpen?: (close: () => void) => void): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const event of events) controller.enqueue(new TextEncoder().encode(encodeEvent(event)));
      if (ends) controller.close();
      onOpen?.(() => controller.close());
    },
  });
  return new Response(body, { headers: streamHeaders });
}

async function failure(promise: Promise<unknown>): Promise<TransportError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof TransportError, String(error));
    return error;
  }
  throw new Error('It did not fail.');
}
