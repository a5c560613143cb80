import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody } from '../../../protocol/index.ts';
import { network } from '../../../server/access/network.ts';
import { assistant, memoryStore, responses, type AssistantOptions } from '../../../server/index.ts';
import { defaultLimits } from '../../../server/limits.ts';
import { FakeOpenAI, type Line } from '../support/fake-openai.ts';
import { chunks, Harness, origin, Reading } from '../support/harness.ts';
import { message } from '../support/response-events.ts';

function answering(...lines: Line[]): FakeOpenAI {
  return new FakeOpenAI(() => (lines.length > 0 ? lines : [{ item: message('ok') }]));
}

async function refusal(response: Response): Promise<[status: number, code: string, retryAfter: string | null]> {
  const { error } = (await response.json()) as ErrorBody;
  return [response.status, error.code, response.headers.get('retry-after')];
}

test('limits are on where the host says nothing', async () => {
  assert.ok(Object.entries(defaultLimits).every(([name, limit]) => limit !== 0 || name === 'allTurnsPerDay'));
  const upstream = answering();
  const app = assistant({
    engine: responses({ client: upstream.client, model: 'm' }),
    secret: 'a secret of more than sixteen characters',
    authorize: () => 'ann',
  });
  const send = (count: number) => {
    const messages = [{ id: `u${count}`, role: 'user', parts: [{ type: 'text', text: 'x' }] }];
    return app.request(`${origin}/chat`, { method: 'POST', body: JSON.stringify({ id: 'c', messages }) });
  };
  for (let count = 0; count < defaultLimits.turnsPerMinute; count++) await chunks(await send(count));
  assert.deepEqual(await refusal(await send(99)), [429, 'rate_limited', '60']);
  assert.equal(upstream.creates.length, defaultLimits.turnsPerMinute);
  assert.equal(upstream.creates[0]?.['max_output_tokens'], defaultLimits.maxOutputTokens);
});

test('messages are limited per minute and per day, each person for themselves', async () => {
  const harness = new Harness(answering(), { limits: { turnsPerMinute: 2, turnsPerDay: 3 }, store: memoryStore() });
  const send = async (id: string) => harness.send(id, 'Hi', id);
  await chunks(await send('1'));
  await chunks(await send('2'));
  assert.deepEqual(await refusal(await send('3')), [429, 'rate_limited', '60']);
  harness.user = 'bob';
  assert.equal((await send('1')).status, 200);
});

test('a day’s messages last until midnight, and what was refused by the minute is not taken from the day', async () => {
  const harness = new Harness(answering(), { limits: { turnsPerDay: 2 } });
  harness.time = Date.UTC(2026, 10, 22, 23, 59, 30);
  await chunks(await harness.send('c', 'Hi', '1'));
  await chunks(await harness.send('c', 'Hi', '2'));
  assert.deepEqual(await refusal(await harness.send('c', 'Hi', '3')), [429, 'daily_limit', '30']);
  harness.time += 30_000;
  assert.equal((await harness.send('c', 'Hi', '3')).status, 200);
});

test('a host may say how much everybody together may ask in a day', async () => {
  const harness = new Harness(answering(), { limits: { allTurnsPerDay: 1 } });
  await chunks(await harness.send('c', 'Hi'));
  harness.user = 'bob';
  assert.deepEqual((await refusal(await harness.send('c', 'Hi'))).slice(0, 2), [503, 'quota_exceeded']);
});

test('whoever takes another name still has the same address', async () => {
  const address: AssistantOptions['address'] = (context) => context.req.header('x-address');
  const harness = new Harness(answering(), { address, limits: { turnsPerMinute: 1, filesPerMinute: 1 } });
  const send = (user: string, from: string) =>
    harness.post(
      '/chat',
      { id: user, messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'x' }] }] },
      {
        'x-user': user,
        'x-address': from,
      },
    );
  assert.equal((await send('ann', '2001:db8::1')).status, 200);
  assert.equal((await send('bob', '2001:0db8:0::ffff:2')).status, 429);
  assert.equal((await send('cid', '2001:db8:1::1')).status, 200);
  assert.equal((await send('cid', '192.0.2.1')).status, 429, 'and at another address still the same name');
});

test('visitors are limited by their cookie and, where it is known, by their address', async () => {
  const engine = responses({ client: answering().client, model: 'm' });
  const app = assistant({
    engine,
    secret: 'a secret of more than sixteen characters',
    anonymous: true,
    address: (context) => context.req.header('x-address'),
    limits: { turnsPerMinute: 2 },
  });
  const send = (id: string, headers: Record<string, string>) => {
    const messages = [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'x' }] }];
    return app.request(`${origin}/chat`, { method: 'POST', body: JSON.stringify({ id, messages }), headers });
  };
  const first = await send('1', { 'x-address': 'a' });
  const cookie = (first.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  assert.equal((await send('2', { 'x-address': 'b', cookie })).status, 200);
  assert.equal((await send('3', { 'x-address': 'c', cookie })).status, 429);
  assert.equal((await send('4', { 'x-address': 'a' })).status, 200);
  assert.equal((await send('5', { 'x-address': 'a' })).status, 429);
  assert.equal((await send('6', { 'x-address': 'd' })).status, 200);
});

test('an address of IPv6 counts as its network, one of IPv4 as itself', () => {
  for (const [address, counted] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:DB8:0:0:ffff::', '2001:db8:0:0'],
    ['2001:0db8:0001::2', '2001:db8:1:0'],
    ['[2001:db8:1:2:3:4:5:6]:443', '2001:db8:1:2'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ] as const) {
    assert.equal(network(address), counted, address);
  }
});

test('a person has so many runs at once, each frees its place when it ends, and a follower takes none', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const upstream = answering({ item: message('Half. ') }, { wait: released }, { item: message('Rest.') });
  const harness = new Harness(upstream, { limits: { runsAtOnce: 2 } });
  const open = [new Reading(await harness.send('one', 'Hi')), new Reading(await harness.send('two', 'Hi'))];
  const refused = await harness.send('three', 'Hi');
  assert.deepEqual(await refusal(refused), [429, 'rate_limited', '10']);
  assert.equal(upstream.creates.length, 2);
  assert.equal((await harness.request('/chat/two/stream')).status, 200);
  const again = await harness.send('two', 'More', 'user-2');
  assert.equal((await refusal(again))[1], 'run_active', 'a thread that answers is told so, whatever the limit');
  harness.user = 'bob';
  const others = new Reading(await harness.send('one', 'Hi'));
  harness.user = 'ann';
  release();
  for (const reading of [...open, others]) await reading.all();
  assert.equal((await harness.request('/chat/one/stream')).status, 204);
  await chunks(await harness.send('three', 'Hi'));
  await chunks(await harness.send('four', 'Hi'));
  await chunks(await harness.send('one', 'More', 'user-2'));
});

test('files are limited per minute, whole and in parts', async () => {
  const harness = new Harness(answering(), { limits: { filesPerMinute: 2 } });
  const upload = () => {
    const body = new FormData();
    body.append('file', new File(['x'], 'x.txt'));
    return harness.request('/files', { method: 'POST', body });
  };
  assert.equal((await upload()).status, 201);
  assert.equal((await harness.post('/uploads', { filename: 'a.txt', bytes: 20 })).status, 201);
  assert.deepEqual(await refusal(await upload()), [429, 'rate_limited', '60']);
  assert.deepEqual(await refusal(await harness.post('/uploads', { filename: 'a.txt', bytes: 20 })), [
    429,
    'rate_limited',
    '60',
  ]);
});

test('a store that fails lets nobody pass', async () => {
  const upstream = answering();
  const store = { ...memoryStore(), hit: () => Promise.reject(new Error('the store is down')) };
  const harness = new Harness(upstream, { store, limits: { turnsPerMinute: 20 } });
  assert.deepEqual((await refusal(await harness.send('c', 'Hi'))).slice(0, 2), [500, 'internal']);
  assert.equal(upstream.calls.length, 0);
});

test('the engine’s own words about tokens go before the limit, and no limit is none', async () => {
  for (const [options, limits, expected] of [
    [{ maxOutputTokens: 99 }, {}, 99],
    [{}, { maxOutputTokens: 77 }, 77],
    [{}, { maxOutputTokens: 0 }, undefined],
  ] as const) {
    const upstream = answering();
    await chunks(await new Harness(upstream, { responses: options, limits }).send('c', 'Hi'));
    assert.equal(upstream.creates[0]?.['max_output_tokens'], expected);
  }
});
