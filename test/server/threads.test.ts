import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody, Page, Thread } from '../../protocol/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { chunks, grow, Harness } from './support/harness.ts';
import { message } from './support/response-events.ts';

function harnessed(): Harness {
  return new Harness(new FakeOpenAI(() => [{ item: message('ok') }]));
}

test('a thread is made, read, changed and deleted', async () => {
  const harness = harnessed();
  const response = await harness.post('/threads', { title: 'Plans', metadata: { project: 'x' } });
  assert.equal(response.status, 201);
  const made = (await response.json()) as Thread;
  assert.match(made.id, /^thread\./);
  assert.deepEqual([made.title, made.metadata, made.activeRun], ['Plans', { project: 'x' }, null]);
  assert.deepEqual(await harness.json(`/threads/${made.id}`), made);

  const change = { method: 'PATCH', body: JSON.stringify({ title: 'New', metadata: { a: 'b' } }) };
  const changed = await harness.json<Thread>(`/threads/${made.id}`, change);
  assert.deepEqual([changed.title, changed.metadata], ['New', { a: 'b' }]);
  const again = await harness.json<Thread>(`/threads/${made.id}`);
  assert.deepEqual([again.title, again.metadata], ['New', { a: 'b' }]);

  assert.equal((await harness.request(`/threads/${made.id}`, { method: 'DELETE' })).status, 204);
  assert.equal((await harness.request(`/threads/${made.id}`)).status, 404);
  assert.deepEqual((await harness.json<Page<Thread>>('/threads')).data, []);
  assert.equal(harness.upstream.conversations.size, 0);
});

test('an id that a client made up is free again when its thread is deleted', async () => {
  const harness = harnessed();
  const first = grow(await chunks(await harness.send('c', 'Hi')));
  await harness.request('/threads/c', { method: 'DELETE' });
  assert.equal((await harness.request('/threads/c')).status, 404);
  const second = grow(await chunks(await harness.send('c', 'Hi')));
  assert.notEqual(second.metadata?.threadId, first.metadata?.threadId);
});

test('a path that is none answers like everything that does not exist', async () => {
  const response = await harnessed().request('/nothing/here');
  assert.equal(response.status, 404);
  assert.equal(((await response.json()) as ErrorBody).error.code, 'not_found');
});

test('a thread without a body is made too, and bad ones are refused', async () => {
  const harness = harnessed();
  assert.equal((await harness.request('/threads', { method: 'POST' })).status, 201);
  for (const body of ['[]', '{"title":1}', '{"metadata":{"a":1}}', '{', `{"title":"${'x'.repeat(201)}"}`]) {
    assert.equal((await harness.post('/threads', body)).status, 400, body);
  }
});

test('a thread is called after its first message, unless somebody has named it', async () => {
  const harness = harnessed();
  await chunks(await harness.send('c', 'What is the notice period?'));
  assert.equal((await harness.json<Thread>('/threads/c')).title, 'What is the notice period?');

  const { id } = (await (await harness.post('/threads', {})).json()) as Thread;
  await chunks(await harness.send(id, 'Unnamed so far'));
  assert.equal((await harness.json<Thread>(`/threads/${id}`)).title, 'Unnamed so far');

  const named = (await (await harness.post('/threads', { title: 'Mine' })).json()) as Thread;
  await chunks(await harness.send(named.id, 'Something else'));
  assert.equal((await harness.json<Thread>(`/threads/${named.id}`)).title, 'Mine');
  const { data } = await harness.json<Page<Thread>>('/threads');
  assert.deepEqual(
    data.map(({ title }) => title),
    ['Mine', 'Unnamed so far', 'What is the notice period?'],
  );
});

test('the list has the newest first, in pages, and only what is the caller’s', async () => {
  const harness = harnessed();
  for (let number = 1; number <= 5; number++) await harness.post('/threads', { title: String(number) });
  harness.user = 'bob';
  await harness.post('/threads', { title: 'bob’s' });
  assert.equal((await harness.json<Page<Thread>>('/threads')).data.length, 1);
  harness.user = 'ann';
  const first = await harness.json<Page<Thread>>('/threads?limit=2');
  assert.deepEqual([first.data.map(({ title }) => title), first.hasMore], [['5', '4'], true]);
  const second = await harness.json<Page<Thread>>(`/threads?limit=2&after=${first.after}`);
  assert.deepEqual([second.data.map(({ title }) => title), second.hasMore], [['3', '2'], true]);
  const third = await harness.json<Page<Thread>>(`/threads?limit=2&after=${second.after}`);
  assert.deepEqual([third.data.map(({ title }) => title), third.hasMore], [['1'], false]);
  assert.equal((await harness.request('/threads?after=thread.x.y.z')).status, 404);
});

test('a thread shows the run that is active, and deleting it ends the run', async () => {
  const upstream = new FakeOpenAI(() => [{ wait: new Promise(() => {}) }]);
  const harness = new Harness(upstream);
  const response = await harness.send('c', 'Hi');
  const thread = await harness.json<Thread>('/threads/c');
  assert.equal(thread.activeRun?.status, 'in_progress');
  const { data } = await harness.json<Page<Thread>>('/threads');
  assert.deepEqual(data[0]?.activeRun, thread.activeRun);
  assert.equal((await harness.request('/threads/c/messages/user-1', { method: 'DELETE' })).status, 409);
  assert.equal((await harness.request('/threads/c', { method: 'DELETE' })).status, 204);
  assert.equal(grow(await chunks(response)).metadata?.run?.status, 'cancelled');
  assert.equal(upstream.count('POST', /cancel$/), 1);
});
