import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileRef, Thread, Upload } from '../../protocol/index.ts';
import { hasCanary, upstreamErrors, upstreamHeaders } from './canaries.ts';
import { handlePlaces, type OwnHandles, type Request } from './access/handle-places.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { events, Harness } from './support/harness.ts';
import { message } from './support/response-events.ts';

interface Furnished {
  harness: Harness;
  own: OwnHandles;
}

function ask(harness: Harness, method: string, [path, body]: Request): Promise<Response> {
  const isRaw = body instanceof FormData || body instanceof Blob;
  return harness.request(path, {
    method,
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  });
}

/** An adapter that knows somebody's things, and a service that has been well so far. */
async function furnish(): Promise<Furnished> {
  const harness = new Harness(new FakeOpenAI(() => [{ item: message('ok') }]), { limits: { partBytes: 10 } });
  const make = async <Made>(path: string, body: object): Promise<Made> => {
    return (await ask(harness, 'POST', [path, body])).json() as Promise<Made>;
  };
  const { id: thread } = await make<Thread>('/threads', {});
  const [first] = await events(await harness.send(thread, 'Hi', 'u1'));
  const form = new FormData();
  form.append('file', new File(['x'], 'x.txt'));
  const { id: file, url } = await make<FileRef>('/files', form);
  const { id: upload } = await make<Upload>('/uploads', { filename: 'a.txt', bytes: 20 });
  const run = /^(.+)\.\d+$/.exec(first?.id ?? '')?.[1] ?? '';
  const link = /(link\.[^/]+)/.exec(url)?.[1] ?? '';
  return { harness, own: { thread, run, file, link, upload, container: '', visitor: '' } };
}

async function expectSilence(response: Response, what: string): Promise<void> {
  const told = `${JSON.stringify([...response.headers])} ${response.statusText} ${await response.text()}`;
  assert.ok(!hasCanary(told), `${what}: ${told}`);
}

/** Every request there is, with what it names in its place. */
function requests(own: OwnHandles): [route: string, request: Request][] {
  const named = Object.entries(handlePlaces).flatMap(([route, places]) =>
    places.map((place): [string, Request] => [route, place.request(own[place.kinds[0] ?? 'thread'], own)]),
  );
  return [...named, ['POST /threads', ['/threads', {}]], ['GET /config', ['/config']]];
}

test('nothing that a service says in an error reaches a client, by any route, in a body or a header', async () => {
  assert.equal(upstreamErrors.length, 25);
  const { harness, own } = await furnish();
  let told = 0;
  for (const [status, type, body] of upstreamErrors) {
    harness.upstream.intercept = () =>
      new Response(body, { status, headers: { ...upstreamHeaders, 'content-type': type } });
    for (const [route, request] of requests(own)) {
      const [method = 'GET'] = route.split(' ');
      await expectSilence(await ask(harness, method, request), `${route}: ${status} ${body}`);
      told++;
    }
  }
  assert.ok(told > 600);
  assert.ok(
    harness.errors.some((error) => hasCanary(String((error as Error).message))),
    'the host is told what the page is not',
  );
});

test('nothing that a service says in a stream that fails reaches its readers, now or later', async () => {
  for (const [, , body] of upstreamErrors) {
    const error = { code: 'server_error', message: body, type: body, param: body };
    const nested = { type: 'error', error: { ...error, code: body } };
    const endings: Line[] = [
      { end: 'failed', error },
      { end: 'failed', error: { ...error, code: body } },
      { event: nested },
      { raw: `data: ${JSON.stringify({ ...error, type: 'error', sequence_number: 99 })}\n\n` },
      { raw: `event: error\ndata: ${body.replaceAll('\n', ' ')}\n\n` },
    ];
    for (const ending of endings) {
      const upstream = new FakeOpenAI(() => [{ item: message('Half.') }, ending]);
      const harness = new Harness(upstream, { responses: { background: false } });
      await expectSilence(await harness.send('c', 'Hi'), `the stream: ${JSON.stringify(ending)}`);
      await expectSilence(await harness.request('/threads/c/messages'), `its history: ${JSON.stringify(ending)}`);
      await expectSilence(await harness.request('/chat/c/stream'), `read again: ${JSON.stringify(ending)}`);
    }
  }
});

test('a transport that fails says nothing either', async () => {
  const { harness, own } = await furnish();
  harness.upstream.intercept = () => Promise.reject(new TypeError('getaddrinfo ENOTFOUND canary.internal'));
  for (const [route, request] of requests(own)) {
    await expectSilence(await ask(harness, route.split(' ')[0] ?? 'GET', request), route);
  }
});
