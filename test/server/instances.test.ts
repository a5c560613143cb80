// Several instances of the adapter that share nothing but the service behind them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, HttpTransport } from '../../components/conversation/index.ts';
import type { ErrorBody, MessagePage, Thread } from '../../protocol/index.ts';
import { memoryStore } from '../../server/index.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { chunks, events, grow, Harness, ofType, origin, Reading, textOf } from './support/harness.ts';
import { functionCall, message } from './support/response-events.ts';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

async function threadOf(harness: Harness): Promise<string> {
  return ((await (await harness.post('/threads', {})).json()) as Thread).id;
}

test('a run is read on at another instance, with the same chunks and the same ids', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [
    { item: message('First. ') },
    { wait: held.opened },
    { item: message('Second.') },
  ]);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go'));
  await reading.until('text-end');
  const cursor = reading.seen.at(-2)?.id ?? '';

  const { data, activeRun } = await two.json<MessagePage>(`/threads/${id}/messages`);
  assert.deepEqual(data.map(textOf), ['Go']);
  assert.deepEqual([activeRun?.status, activeRun?.lastEventId], ['in_progress', null]);
  const replay = await two.request(`/chat/${id}/stream`);
  const tail = await two.request(`/chat/${id}/stream`, { headers: { 'last-event-id': cursor } });
  held.open();
  await reading.all();
  assert.deepEqual(await events(replay), reading.seen);
  assert.deepEqual(await events(tail), reading.seen.slice(reading.seen.findIndex((event) => event.id === cursor) + 1));
  assert.equal(upstream.creates.length, 1);
  assert.equal((await two.json<Thread>(`/threads/${id}`)).activeRun, null);
});

test('many who come at once to another instance make it read the run once', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [
    { item: message('First. ') },
    { wait: held.opened },
    { item: message('Second.') },
  ]);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go', 'u1'));
  await reading.until('text-end');
  const replays = await Promise.all(Array.from({ length: 5 }, () => two.request(`/chat/${id}/stream`)));
  const refused = await two.send(id, 'Next', 'u2');
  assert.equal(refused.status, 409);
  held.open();
  await reading.all();
  for (const replay of replays) assert.deepEqual(await events(replay), reading.seen);
});

test('a run outlives the process that began it, and is answered for at another one', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [
    { item: message('First. ') },
    { wait: held.opened },
    { item: message('Second.') },
  ]);
  const one = new Harness(upstream);
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go', 'u1'));
  await reading.until('text-end');
  await reading.leave();

  const two = new Harness(upstream);
  const refused = await two.send(id, 'Next', 'u2');
  assert.equal(refused.status, 409);
  const { runId } = ((await refused.json()) as ErrorBody).error;
  assert.equal(runId, reading.seen[0]?.id?.slice(0, -2));
  const replay = await two.request(`/chat/${id}/stream`);
  held.open();
  assert.equal(textOf(grow(await chunks(replay))), 'First. Second.');
  upstream.script = () => [{ item: message('Third.') }];
  assert.equal(textOf(grow(await chunks(await two.send(id, 'Next', 'u2')))), 'Third.');
});

test('a run is stopped from another instance, and the one that streams it hears of it', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [{ item: message('Half.') }, { wait: held.opened }]);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go'));
  await reading.until('text-end');
  assert.equal((await two.post(`/chat/${id}/stop`, {})).status, 200);
  const list = await reading.all();
  assert.deepEqual(
    list.slice(-2).map(({ type }) => type),
    ['abort', 'finish'],
  );
  assert.equal(upstream.count('POST', /cancel$/), 1);
  held.open();
});

test('a run with functions is read whole at another instance', async () => {
  const held = gate();
  const upstream = new FakeOpenAI((_, count): Line[] => {
    if (count === 1) return [{ item: functionCall('here', {}, 'call_1') }];
    return count === 2
      ? [{ item: functionCall('there', {}, 'call_2') }]
      : [{ item: message('Told.') }, { wait: held.opened }];
  });
  const tool = { description: 'x', parameters: {} };
  const tools = { here: { ...tool, execute: () => ({ a: 1 }) }, there: tool };
  const [one, two] = [new Harness(upstream, { responses: { tools } }), new Harness(upstream, { responses: { tools } })];
  const id = await threadOf(one);
  const asked = await events(await one.send(id, 'Go'));
  const { metadata } = grow(asked.map(({ chunk }) => chunk));
  const reading = new Reading(
    await one.post(`/chat/${id}/tool-outputs`, {
      runId: metadata?.run?.id,
      outputs: [{ toolCallId: 'call_2', output: 'b' }],
    }),
  );
  await reading.until('text-end');
  const replay = await two.request(`/chat/${id}/stream`);
  held.open();
  await reading.all();
  const whole = await events(replay);
  const expected = [...asked, ...reading.seen];
  assert.deepEqual(
    whole.map(({ id }) => id),
    expected.map(({ id }) => id),
  );
  // Usage is counted from the beginning where a run is read from its beginning.
  const withoutUsage = (list: typeof whole) =>
    JSON.parse(JSON.stringify(list, (key, value: unknown) => (key === 'usage' ? undefined : value))) as unknown;
  assert.deepEqual(withoutUsage(whole), withoutUsage(expected));
});

test('a run that waits is answered at another instance, and whoever joins there sees it from its beginning', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(({ input = [] }): Line[] =>
    input.length === 0
      ? [{ item: functionCall('there', {}, 'call_1') }]
      : [{ item: message('Told.') }, { wait: held.opened }],
  );
  const tools = { there: { description: 'x', parameters: {} } };
  const [one, two] = [0, 1].map(() => new Harness(upstream, { responses: { tools } })) as [Harness, Harness];
  const id = await threadOf(one);
  const first = await events(await one.send(id, 'Go'));
  const asked = grow(first.map(({ chunk }) => chunk));
  const { activeRun } = await two.json<MessagePage>(`/threads/${id}/messages`);
  assert.deepEqual(
    [activeRun?.status, activeRun?.id, activeRun?.messageId],
    ['requires_action', asked.metadata?.run?.id, asked.id],
  );
  const outputs = [{ toolCallId: 'call_1', output: 1 }];
  const rest = new Reading(await two.post(`/chat/${id}/tool-outputs`, { runId: activeRun?.id, outputs }));
  await rest.until('text-end');
  const replay = await two.request(`/chat/${id}/stream`);
  const live = await two.json<MessagePage>(`/threads/${id}/messages`);
  held.open();
  assert.equal(ofType(await rest.all(), 'start')[0]?.messageId, asked.id);
  assert.equal(rest.seen[0]?.id, `${activeRun?.id}.${first.length}`);
  const whole = await events(replay);
  assert.deepEqual(whole, [...first, ...rest.seen]);
  const grown = grow(whole.map(({ chunk }) => chunk));
  assert.equal(textOf(grown), 'Told.');
  assert.equal(grown.metadata?.createdAt, asked.metadata?.createdAt);
  assert.deepEqual(live.data[1]?.parts, grown.parts);
});

test('instances that share a store share claims and logs: one run for a message, read anywhere', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [{ wait: held.opened }, { item: message('Once.') }]);
  const store = memoryStore();
  const [one, two] = [new Harness(upstream, { store }), new Harness(upstream, { store })];
  const first = await one.send('c', 'Go', 'u1');
  const replay = await two.request('/chat/c/stream');
  const again = await two.send('c', 'Go', 'u1');
  held.open();
  const list = await events(first);
  assert.deepEqual(await events(replay), list);
  assert.deepEqual(await events(again), list);
  assert.equal(upstream.creates.length, 1);
  assert.equal(upstream.count('GET', /^\/responses/), 0);
});

test('a turn that is sent again to an instance that has never heard of it reads the run that is under way', async () => {
  const { opened, open } = gate();
  const upstream = new FakeOpenAI(() => [{ wait: opened }, { item: message('Once.') }]);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go', 'u1'));
  await reading.until('start');
  await reading.leave();
  const again = two.send(id, 'Go', 'u1');
  open();
  assert.equal(textOf(grow(await chunks(await again))), 'Once.');
  assert.equal(upstream.creates.length, 1);
  assert.equal(upstream.items.filter(({ role }) => role === 'user').length, 1);
});

test('a turn that is sent again once it is answered is answered by what there is', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('Once.') }]);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  const id = await threadOf(one);
  const first = grow(await chunks(await one.send(id, 'Go', 'u1')));
  const second = grow(await chunks(await two.send(id, 'Go', 'u1')));
  assert.deepEqual([second.id, textOf(second)], [first.id, 'Once.']);
  assert.deepEqual([second.metadata?.run?.id, second.metadata?.run?.status], [first.metadata?.run?.id, 'completed']);
  assert.equal(upstream.creates.length, 1);
  // Somebody may well say the same once more.
  await chunks(await two.send(id, 'Go', 'u2'));
  assert.equal(upstream.creates.length, 2);
});

/** Does what the n-th of such requests asks for, and loses the answer on its way back. */
function losing(upstream: FakeOpenAI, path: RegExp, number = 1): void {
  let count = 0;
  upstream.intercept = async (request) => {
    if (request.method !== 'POST' || !path.test(new URL(request.url).pathname) || ++count !== number) return undefined;
    await upstream.fetch(request);
    throw new TypeError('socket hang up');
  };
}

test('a first message whose answer is lost, and that is sent again to another instance, is one message in one thread', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('Once.') }]);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  let posts = 0;
  const transport = new HttpTransport({
    endpoint: `${origin}/chat`,
    fetch: async (input, init) => {
      const isPost = new URL(input as URL).pathname === '/chat' && posts++ === 0;
      const response = await (isPost ? one : two).fetch(String(input), init);
      if (isPost) throw new TypeError('socket hang up');
      return response;
    },
  });
  const conversation = new Conversation({ transport, retryDelay: () => 0 });
  await conversation.send('Go');
  assert.deepEqual([conversation.error, conversation.messages.map(textOf)], [null, ['Go', 'Once.']]);
  assert.deepEqual([posts, upstream.creates.length, upstream.conversations.size], [2, 1, 1]);
  assert.deepEqual(upstream.texts, ['Go', 'Once.']);
});

test('a message is kept once although the service could not be heard to keep it', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('Once.') }]);
  losing(upstream, /items$/);
  const [one, two] = [new Harness(upstream), new Harness(upstream)];
  const id = await threadOf(one);
  assert.equal((await one.send(id, 'Go', 'u1')).status, 503);
  for (const harness of [two, one]) {
    assert.equal(textOf(grow(await chunks(await harness.send(id, 'Go', 'u1')))), 'Once.');
  }
  assert.equal(upstream.items.filter(({ role }) => role === 'user').length, 1);
  assert.equal(upstream.creates.length, 1);
});

test('a response that nobody has seen begin is waited for, and not made a second time', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('Once.') }]);
  losing(upstream, /responses$/);
  let events = 0;
  // Longer than it takes to ask again: meanwhile the conversation is locked.
  upstream.pace = () => new Promise((resolve) => setTimeout(resolve, events++ === 0 ? 400 : 0));
  const harness = new Harness(upstream);
  const id = await threadOf(harness);
  const answer = grow(await chunks(await harness.send(id, 'Go', 'u1')));
  assert.deepEqual([textOf(answer), answer.metadata?.run?.status], ['Once.', 'completed']);
  assert.equal(upstream.creates.length, 1);
});

for (const [which, number] of Object.entries({ 'asks for a function': 1, 'comes after one': 2 })) {
  test(`a response that nobody has seen begin is gone on with where it ${which}`, async () => {
    const upstream = new FakeOpenAI((_, count) => [
      { item: count === 1 ? functionCall('here', {}, 'call_1') : message('Fine.') },
    ]);
    losing(upstream, /responses$/, number);
    let calls = 0;
    const here = { description: 'x', parameters: {}, execute: () => ++calls };
    const [one, two] = [0, 1].map(() => new Harness(upstream, { responses: { tools: { here } } }));
    const id = await threadOf(one!);
    const answer = grow(await chunks(await one!.send(id, 'Go', 'u1')));
    assert.deepEqual([textOf(answer), answer.metadata?.run?.status], ['Fine.', 'completed']);
    assert.deepEqual([upstream.creates.length, calls], [2, 1]);
    assert.deepEqual(upstream.texts, ['Go', 'Fine.']);
    // And it is the same turn elsewhere.
    assert.equal(textOf(grow(await chunks(await two!.send(id, 'Go', 'u1')))), 'Fine.');
    assert.equal(upstream.creates.length, 2);
  });
}

test('who reads a run elsewhere reads a response too whose name its own process has not heard', async () => {
  const upstream = new FakeOpenAI((_, count) => [
    { item: count === 1 ? functionCall('here', {}, 'call_1') : message('Fine.') },
  ]);
  losing(upstream, /responses$/, 2);
  const held = gate();
  const tools = { here: { description: 'x', parameters: {}, execute: () => held.opened.then(() => 'rain') } };
  const [one, two] = [new Harness(upstream, { responses: { tools } }), new Harness(upstream, { responses: { tools } })];
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go', 'u1'));
  await reading.until('tool-input-available');
  const elsewhere = chunks(await two.request(`/chat/${id}/stream`));
  held.open();
  const read = await elsewhere;
  assert.deepEqual(read, await reading.all());
  assert.equal(textOf(grow(read)), 'Fine.');
});

test('whoever goes on need not wait for a process that may have died between two rounds', async () => {
  const { upstream, one, id, tools } = await diedBetweenRounds();

  const two = new Harness(upstream, { responses: { tools } });
  assert.equal(textOf(grow(await chunks(await two.send(id, 'Well?', 'u2')))), 'Fine.');
  await one.post(`/chat/${id}/stop`, {});
});

test('a process that died between two rounds is not waited for in vain, and its thread goes on', async () => {
  const { upstream, one, id, tools } = await diedBetweenRounds();

  const two = new Harness(upstream, { responses: { tools }, limits: { upstreamIdleMs: 50 } });
  const followed = await chunks(await two.request(`/chat/${id}/stream`));
  assert.equal(grow(followed).metadata?.run?.status, 'failed');
  assert.equal(ofType(followed, 'data-error')[0]?.data.code, 'service_cut');
  assert.equal(textOf(grow(await chunks(await two.send(id, 'Well?', 'u2')))), 'Fine.');
  assert.equal(upstream.items.find(({ type }) => type === 'function_call_output')?.['call_id'], 'call_1');
  await one.post(`/chat/${id}/stop`, {});
});

/** A run whose function of the server never returns, and whose reader has left: to another process it looks like a dead one's. */
async function diedBetweenRounds() {
  const upstream = new FakeOpenAI((_, count) => [
    { item: count === 1 ? functionCall('here', {}, 'call_1') : message('Fine.') },
  ]);
  const tools = { here: { description: 'x', parameters: {}, execute: () => new Promise(() => {}) } };
  const one = new Harness(upstream, { responses: { tools } });
  const id = await threadOf(one);
  const reading = new Reading(await one.send(id, 'Go', 'u1'));
  await reading.until('tool-input-available');
  await reading.leave();
  return { upstream, one, id, tools };
}
