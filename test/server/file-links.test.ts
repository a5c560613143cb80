import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody, FilePart, FileRef, MessagePage } from '../../protocol/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { chunks, Harness } from './support/harness.ts';
import { message } from './support/response-events.ts';

const hour = 60 * 60_000;

function newHarness(limits = {}): Harness {
  return new Harness(new FakeOpenAI(() => [{ item: message('ok') }]), { limits });
}

async function upload(harness: Harness): Promise<FileRef> {
  const body = new FormData();
  body.append('file', new File(['a,1\n'], 'data.csv', { type: 'text/csv' }));
  return (await (await harness.request('/files', { method: 'POST', body })).json()) as FileRef;
}

function pathOf(url: string): string {
  return new URL(url, 'https://app.test').pathname;
}

async function refusal(response: Response): Promise<[status: number, body: string]> {
  return [response.status, await response.text()];
}

test('an address of a file is dead after its time, which only its owner is told', async () => {
  const harness = newHarness();
  const path = pathOf((await upload(harness)).url);
  assert.equal(await (await harness.request(path)).text(), 'a,1\n');

  harness.user = 'bob';
  const before = await refusal(await harness.request(path));
  harness.time += hour;
  const after = await refusal(await harness.request(path));
  const unknown = await refusal(await harness.request('/files/link.a.b.c/content'));
  assert.deepEqual([before[0], before, after], [404, unknown, unknown]);

  harness.user = 'ann';
  const response = await harness.request(path);
  assert.equal(response.status, 410);
  const { error } = (await response.json()) as ErrorBody;
  assert.deepEqual([error.code, error.retryable], ['link_expired', false]);
  assert.match(error.message, /expired/);
  assert.equal((await harness.request(path.replace(/content$/, 'text'))).status, 410);
});

test('how long an address is good is the host’s to say', async () => {
  const harness = newHarness({ fileLinkMs: 1000 });
  const path = pathOf((await upload(harness)).url);
  harness.time += 749;
  assert.equal((await harness.request(path)).status, 200);
  harness.time += 251;
  assert.equal((await harness.request(path)).status, 410);
});

test('a dead address can be asked to lead its owner, and nobody else, to a fresh one', async () => {
  const harness = newHarness();
  const { id, url } = await upload(harness);
  harness.time += 24 * hour;
  for (const path of [pathOf(url), `/files/${id}/content`]) {
    const response = await harness.request(`${path}?renew`);
    assert.equal(response.status, 302);
    assert.match(response.headers.get('cache-control') ?? '', /no-store/);
    const fresh = new URL(response.headers.get('location') ?? '', new URL(path, 'https://app.test')).pathname;
    assert.notEqual(fresh, pathOf(url));
    assert.equal(await (await harness.request(fresh)).text(), 'a,1\n');
    harness.user = 'bob';
    assert.equal((await harness.request(`${path}?renew`)).status, 404);
    assert.equal((await harness.request(fresh)).status, 404);
    harness.user = 'ann';
  }
  const toText = await harness.request(`${pathOf(url).replace(/content$/, 'text')}?renew`);
  assert.match(toText.headers.get('location') ?? '', /^\.\.\/link\.[^/]+\/text$/);
  const again = await harness.json<FileRef>(pathOf(url).replace(/\/content$/, ''));
  assert.deepEqual([again.id, again.filename], [id, 'data.csv']);
  assert.equal((await harness.request(pathOf(again.url))).status, 200);
});

test('messages that are read again have addresses that are good again, and old ones still say which file is meant', async () => {
  const harness = newHarness();
  const { url, filename, mediaType } = await upload(harness);
  const part = { type: 'file', url, filename, mediaType };
  harness.time += 2 * hour;
  const text = { type: 'text', text: 'Look' };
  await chunks(await harness.post('/chat', { id: 'c', messages: [{ id: 'u1', role: 'user', parts: [part, text] }] }));
  harness.time += 2 * hour;
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  const [kept] = data[0]!.parts as FilePart[];
  assert.equal(await (await harness.request(pathOf(kept!.url))).text(), 'a,1\n');
});
