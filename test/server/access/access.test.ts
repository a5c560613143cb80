import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import type { AdapterConfig, FileRef, Thread } from '../../../protocol/index.ts';
import { assistant, memoryStore, responses, type AssistantOptions } from '../../../server/index.ts';
import { FakeOpenAI } from '../support/fake-openai.ts';
import { chunks, events, Harness, ofType, origin } from '../support/harness.ts';
import { message } from '../support/response-events.ts';

function answering(): FakeOpenAI {
  return new FakeOpenAI(() => [{ item: message('ok') }]);
}

const secret = 'a secret of more than sixteen characters';

/** The link in the address of a file. */
function linkIn(url: string): string {
  return /\/files\/(link\.[^/]+)\/content$/.exec(url)?.[1] ?? '';
}

test('a run belongs to its thread: its handle opens nothing in another one', async () => {
  const harness = new Harness(answering());
  const [first] = await events(await harness.send('one', 'Hi', 'u1'));
  await chunks(await harness.send('two', 'Hi', 'u1'));
  assert.equal((await harness.request(`/chat/two/stream?after=${first!.id}`)).status, 404);
  assert.equal((await harness.request(`/chat/one/stream?after=${first!.id}`)).status, 200);
});

test('an owner without a name would be everybody, so it is an error of the host', async () => {
  const harness = new Harness(answering(), { authorize: () => '' });
  assert.equal((await harness.request('/threads')).status, 500);
  assert.match(String(harness.errors[0]), /non-empty/);
});

test('a host that does not say who may come in, or has no secret, is told at once', () => {
  const engine = responses({ client: answering().client, model: 'm' });
  assert.throws(() => assistant({ engine, secret }), /authorize.*anonymous/);
  assert.throws(() => assistant({ engine, anonymous: true } as unknown as AssistantOptions), /secret/);
  assert.throws(() => assistant({ engine, anonymous: true, secret: 'short' }), /16 characters/);
});

test('without accounts every browser is somebody of its own, by a cookie nobody can forge', async () => {
  const engine = responses({ client: answering().client, model: 'm' });
  const app = assistant({ engine, secret, anonymous: true });
  const first = await app.request(`${origin}/threads`, { method: 'POST' });
  const cookie = first.headers.get('set-cookie') ?? '';
  assert.match(cookie, /^__Host-assistant=visitor\.[^;]+; /);
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure', 'Max-Age=34560000'])
    assert.ok(cookie.includes(part), part);
  const { id } = (await first.json()) as Thread;
  const value = cookie.split(';', 1)[0] ?? '';

  const again = await app.request(`${origin}/threads/${id}`, { headers: { cookie: value } });
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('set-cookie'), null);
  for (const other of ['', value.slice(0, -1), value.replace('visitor', 'thread')]) {
    const response = await app.request(`${origin}/threads/${id}`, { headers: { cookie: other } });
    assert.equal(response.status, 404, other);
  }
  const parts = [{ type: 'text', text: 'Hi' }];
  const body = JSON.stringify({ id: 'c', messages: [{ id: 'u', role: 'user', parts }] });
  const streamed = await app.request(`${origin}/chat`, { method: 'POST', body });
  assert.match(streamed.headers.get('set-cookie') ?? '', /^__Host-assistant=/);
  const missing = await app.request(`${origin}/files/file.a.b.c`);
  assert.match(missing.headers.get('set-cookie') ?? '', /^__Host-assistant=/);
  const plain = await app.request('http://localhost:3000/threads');
  assert.match(plain.headers.get('set-cookie') ?? '', /^assistant=visitor\.(?!.*Secure)/);
});

const site = 'https://other.test';
const attempts: [headers: Record<string, string>, passes: boolean][] = [
  [{ 'sec-fetch-site': 'same-origin', origin }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{}, true],
  [{ origin }, true],
  [{ origin: 'http://app.test' }, true],
  [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: site }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://sub.app.test' }, false],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ origin: site }, false],
  [{ origin: 'null' }, false],
  [{ origin: 'https://app.test.evil.test' }, false],
];

test('other sites cannot act in a visitor’s name, whatever they send', async () => {
  const harness = new Harness(answering());
  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ];
  for (const [headers, passes] of attempts) {
    for (const type of types) {
      const init = { method: 'POST', body: '{}', headers: { ...headers, ...(type ? { 'content-type': type } : {}) } };
      const response = await harness.request('/threads', init);
      assert.equal(response.status, passes ? 201 : 403, JSON.stringify([headers, type]));
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    }
    const stream = await harness.request('/chat/c/stream', { headers });
    assert.equal(stream.status, passes ? 204 : 403, JSON.stringify(headers));
  }
});

test('listed origins may, and only they hear so', async () => {
  const harness = new Harness(answering(), { origins: [site] });
  const listed = { 'sec-fetch-site': 'cross-site', origin: site };
  const response = await harness.request('/threads', { method: 'POST', headers: listed });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('access-control-allow-origin'), site);
  assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
  const refused = await harness.request('/threads/thread.x.y.z', { headers: listed });
  assert.equal(refused.status, 404);
  assert.equal(refused.headers.get('access-control-allow-origin'), site);

  const preflight = (from: string) =>
    harness.request('/chat', { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'POST' } });
  const allowed = await preflight(site);
  assert.equal(allowed.status, 204);
  assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /last-event-id/);
  assert.equal((await preflight('https://third.test')).headers.get('access-control-allow-origin'), null);
});

test('addresses of files are those the page sees, behind any proxy and any prefix', async () => {
  const cases: [headers: Record<string, string>, options: Partial<AssistantOptions>, base: string][] = [
    [{}, {}, 'http://localhost:8787/api/assistant'],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }, {}, 'http://localhost:5173/api/assistant'],
    [{ 'sec-fetch-site': 'same-origin', referer: 'https://app.test/chat?x=1' }, {}, 'https://app.test/api/assistant'],
    [{ origin: 'http://localhost:8787' }, {}, 'http://localhost:8787/api/assistant'],
    [{ referer: 'https://evil.test/' }, {}, 'http://localhost:8787/api/assistant'],
    [{}, { publicUrl: 'https://public.test/a/' }, 'https://public.test/a'],
  ];
  for (const [headers, options, base] of cases) {
    const engine = responses({ client: answering().client, model: 'm' });
    const app = new Hono().route('/api/assistant', assistant({ engine, secret, authorize: () => 'ann', ...options }));
    const body = new FormData();
    body.append('file', new File(['x'], 'x.txt'));
    const response = await app.request('http://localhost:8787/api/assistant/files', { method: 'POST', body, headers });
    const { url } = (await response.json()) as FileRef;
    assert.equal(url, `${base}/files/${linkIn(url)}/content`);
  }
});

test('the adapter says what it offers', async () => {
  const harness = new Harness(answering(), {
    notice: 'A rule-based demo.',
    limits: { maxFiles: 3, accept: '.csv' },
    responses: { tools: { codeInterpreter: false } },
  });
  assert.deepEqual(await harness.json<AdapterConfig>('/config'), {
    engine: 'responses',
    capabilities: {
      uploads: true,
      resumableUploads: true,
      threads: true,
      resume: true,
      stop: true,
      approvals: false,
      annotations: true,
      fileSearch: true,
      codeInterpreter: false,
      deleteMessages: true,
    },
    limits: { maxFileBytes: 25 * 1024 * 1024, maxFiles: 3, maxTextLength: 32 * 1024, accept: '.csv' },
    threadsFirst: true,
    notice: 'A rule-based demo.',
  });
});

test('only an adapter without a store of its own wants a thread before the first message', async () => {
  const shared = new Harness(answering(), { store: memoryStore() });
  assert.ok(!('threadsFirst' in (await shared.json<AdapterConfig>('/config'))));
});

test('nothing that is somebody’s may be kept by a cache', async () => {
  const harness = new Harness(answering());
  for (const path of ['/config', '/threads', '/threads/thread.a.b.c', '/chat/c/stream']) {
    assert.equal((await harness.request(path)).headers.get('cache-control'), 'private, no-store', path);
  }
  assert.equal((await harness.send('c', 'Hi')).headers.get('cache-control'), 'no-cache, no-transform');
});

test('a run is handed to the runtime, which must not end it with the request, until its thread is free again', async () => {
  const store = memoryStore();
  const taken = new Set<string>();
  const harness = new Harness(answering(), {
    store: {
      ...store,
      claim: (key, ...given) => {
        taken.add(key);
        return store.claim(key, ...given);
      },
      release: async (key, ...given) => {
        await new Promise(setImmediate);
        taken.delete(key);
        return store.release(key, ...given);
      },
    },
  });
  const held: Promise<unknown>[] = [];
  const body = JSON.stringify({ id: 'c', messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'x' }] }] });
  const waitUntil = (work: Promise<unknown>) => void held.push(work);
  const executionContext = { waitUntil, passThroughOnException: () => {}, props: {} };
  await harness.app.request(`${origin}/chat`, { method: 'POST', body }, {}, executionContext);
  assert.equal(held.length, 1);
  const leases = () => [...taken].filter((key) => key.startsWith('lease:'));
  assert.equal(leases().length, 1);
  await held[0];
  assert.deepEqual(leases(), []);
  assert.equal(harness.upstream.items.length, 2);
});

test('for old AI SDK clients what they would refuse is left out', async () => {
  const link = '(a.test)';
  const cited = { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 5, end_index: 5 + link.length };
  const script = () => [{ item: message(`Fact ${link}`, [cited]) }];
  for (const [compat, has] of [
    ['loose', true],
    ['strict', false],
  ] as const) {
    const harness = new Harness(new FakeOpenAI(script), { compat });
    const [end] = ofType(await chunks(await harness.send('c', 'Hi')), 'text-end');
    assert.equal(end !== undefined && 'citations' in end, has);
    assert.ok(end?.providerMetadata?.['openai']);
  }
});
