import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody, MessagePage, Thread } from '../../protocol/index.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { chunks, events, grow, Harness, ofType, Reading, textOf } from './support/harness.ts';
import { message } from './support/response-events.ts';

function answering(...texts: string[]): FakeOpenAI {
  return new FakeOpenAI((_, count) => [{ item: message(texts[(count - 1) % texts.length] ?? '') }]);
}

/** A promise and what settles it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

async function bodyOf(response: Response): Promise<ErrorBody['error']> {
  return ((await response.json()) as ErrorBody).error;
}

test('a message is kept before it is answered, and the answer is streamed', async () => {
  const upstream = answering('Hello there, Ann.');
  const harness = new Harness(upstream);
  const response = await harness.send('my-chat', 'Hi');
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('cache-control'), 'no-cache, no-transform');
  assert.equal(response.headers.get('x-vercel-ai-ui-message-stream'), 'v1');
  const grown = grow(await chunks(response));
  assert.equal(textOf(grown), 'Hello there, Ann.');
  assert.equal(grown.metadata?.run?.status, 'completed');
  assert.deepEqual(grown.metadata?.run?.usage, { inputTokens: 5, outputTokens: 7, totalTokens: 12 });

  const paths = upstream.calls.map(({ method, path }) => `${method} ${path.replace(/_[0-9a-f]{24}/g, '')}`);
  assert.ok(paths.indexOf('POST /conversations/conv/items') < paths.indexOf('POST /responses'));
  assert.equal(upstream.items[0]?.id, grown.metadata?.replyTo);
  assert.equal(grown.id, `reply_${upstream.items[0]?.id}`);
  assert.deepEqual(harness.errors, []);
});

test('the stream is framed as the contract says', async () => {
  const harness = new Harness(answering('Hi'));
  const body = await (await harness.send('c', 'Hi')).text();
  assert.ok(body.startsWith('retry: 1500\n\nid: run.'));
  assert.ok(body.endsWith('data: [DONE]\n\n'));
  const list = await events(await harness.send('c2', 'Hi'));
  const runId = ofType(
    list.map(({ chunk }) => chunk),
    'start',
  )[0]?.messageMetadata?.run?.id;
  assert.deepEqual(
    list.map(({ id }) => id),
    list.map((_, seq) => `${runId}.${seq}`),
  );
});

test('the request carries what the host has chosen, and nothing the page could', async () => {
  const upstream = answering('ok');
  const harness = new Harness(upstream, {
    responses: {
      instructions: 'Be brief.',
      maxOutputTokens: 500,
      reasoning: { effort: 'low' },
      include: ['reasoning.encrypted_content'],
    },
    instructions: (context, { owner, threadId }) =>
      `Talk to ${owner.subject} (${context.req.header('x-plan')}, ${threadId.split('.')[0]}).`,
  });
  await chunks(
    await harness.post(
      '/chat',
      { id: 'c', messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'x' }] }] },
      { 'x-plan': 'pro' },
    ),
  );
  const [params] = upstream.creates;
  assert.equal(params?.['model'], 'test-model');
  assert.equal(params?.instructions, 'Be brief.\n\nTalk to ann (pro, thread).');
  assert.equal(params?.['max_output_tokens'], 500);
  assert.deepEqual(params?.['reasoning'], { effort: 'low' });
  assert.equal(params?.['background'], true);
  assert.equal(params?.['store'], true);
  assert.deepEqual(params?.tools, [{ type: 'code_interpreter', container: { type: 'auto' } }]);
  assert.deepEqual(params?.['include'], [
    'code_interpreter_call.outputs',
    'file_search_call.results',
    'reasoning.encrypted_content',
  ]);
  assert.equal(params?.input, undefined);
  assert.match(String(params?.['safety_identifier']), /^[\w-]{43}$/);

  for (const extra of [{ model: 'gpt-9' }, { instructions: 'x' }, { tools: [] }]) {
    const refused = await harness.send('c', 'x', 'u2', extra);
    assert.equal(refused.status, 400, JSON.stringify(extra));
  }
  assert.equal(upstream.creates.length, 1);
});

test('an id that a client made up stays its thread, and is another one for everybody else', async () => {
  const upstream = answering('ok');
  const harness = new Harness(upstream);
  const first = grow(await chunks(await harness.send('my-chat', 'one', 'u1')));
  const second = grow(await chunks(await harness.send('my-chat', 'two', 'u2')));
  assert.equal(first.metadata?.threadId, second.metadata?.threadId);
  const byHandle = grow(await chunks(await harness.send(first.metadata?.threadId ?? '', 'three', 'u3')));
  assert.equal(byHandle.metadata?.threadId, first.metadata?.threadId);
  assert.equal(upstream.conversations.size, 1);
  harness.user = 'bob';
  await chunks(await harness.send('my-chat', 'mine', 'u1'));
  assert.equal(upstream.conversations.size, 2);
});

test('a double click is one message, one thread, one run, and both get its stream', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [{ wait: held.opened }, { item: message('Once.') }]);
  const harness = new Harness(upstream);
  const both = [harness.send('new-chat', 'Hi', 'u1'), harness.send('new-chat', 'Hi', 'u1')];
  const responses = await Promise.all(both);
  held.open();
  const [first, second] = await Promise.all(responses.map((response) => events(response)));
  assert.deepEqual(first, second);
  assert.equal(upstream.conversations.size, 1);
  assert.equal(upstream.creates.length, 1);
  assert.equal(upstream.items.filter((item) => item['role'] === 'user').length, 1);
});

test('a message that is sent again after its answer gets that answer', async () => {
  const upstream = answering('Once.');
  const harness = new Harness(upstream);
  const first = await events(await harness.send('c', 'Hi', 'u1'));
  const again = await events(await harness.send('c', 'Hi', 'u1'));
  assert.deepEqual(again, first);
  assert.equal(upstream.creates.length, 1);
});

test('a second message has to wait for the first answer, and is told whose', async () => {
  const held = gate();
  const upstream = new FakeOpenAI((_, count) => [
    ...(count === 1 ? [{ wait: held.opened }] : []),
    { item: message('Done.') },
  ]);
  const harness = new Harness(upstream);
  const first = await harness.send('c', 'one', 'u1');
  const refused = await harness.send('c', 'two', 'u2');
  assert.equal(refused.status, 409);
  const error = await bodyOf(refused);
  assert.equal(error.code, 'run_active');
  assert.match(error.runId ?? '', /^run\./);
  held.open();
  const list = await chunks(first);
  assert.equal(ofType(list, 'start')[0]?.messageMetadata?.run?.id, error.runId);
  assert.equal((await harness.send('c', 'two', 'u2')).status, 200);
});

test('the next message can be sent the moment the answer ends', async () => {
  const harness = new Harness(answering('ok'));
  for (let turn = 0; turn < 5; turn++) {
    const list = await chunks(await harness.send('c', `turn ${turn}`, `u${turn}`));
    assert.equal(list.at(-1)?.type, 'finish');
  }
});

test('a message that comes while the last run is still being put away waits for that', async () => {
  const held = gate();
  const upstream = answering('ok');
  const harness = new Harness(upstream);
  const { id } = (await (await harness.post('/threads', { title: 'T' })).json()) as Thread;
  upstream.intercept = async (request) => {
    const isEnd = request.method === 'POST' && (await request.text()).includes(' over"');
    if (isEnd) await held.opened;
    return undefined;
  };
  await chunks(await harness.send(id, 'one', 'u1'));
  assert.match(upstream.conversations.values().next().value?.metadata['run'] ?? '', /active$/);
  const next = harness.send(id, 'two', 'u2');
  await new Promise(setImmediate);
  held.open();
  assert.equal((await next).status, 200);
});

test('closing the connection stops nothing, and the rest can be read later', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [
    { item: message('First. ') },
    { wait: held.opened },
    { item: message('Second.') },
  ]);
  const harness = new Harness(upstream);
  const reading = new Reading(await harness.send('c', 'Hi'));
  await reading.until('text-delta');
  await reading.leave();
  held.open();
  const resumed = await chunks(await harness.request('/chat/c/stream'));
  assert.equal(textOf(grow(resumed)), 'First. Second.');
  assert.equal(upstream.count('POST', /cancel/), 0);
});

test('a run is replayed whole without a cursor, and from behind it with one', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [
    { item: message('One two three.') },
    { wait: held.opened },
    { item: message('Four.') },
  ]);
  const harness = new Harness(upstream);
  const first = await harness.send('c', 'Hi');
  const replay = await harness.request('/chat/c/stream');
  held.open();
  const all = await events(first);
  assert.deepEqual(await events(replay), all);
  for (const { id } of all.slice(0, -1)) {
    const expected = all.slice(all.findIndex((event) => event.id === id) + 1);
    const byHeader = await harness.request('/chat/c/stream', { headers: { 'last-event-id': id ?? '' } });
    assert.deepEqual(await events(byHeader), expected);
    assert.deepEqual(await events(await harness.request(`/chat/c/stream?after=${id}`)), expected);
  }
});

test('where nothing runs, or nothing is left, there is no stream', async () => {
  const harness = new Harness(answering('ok'));
  assert.equal((await harness.request('/chat/never-used/stream')).status, 204);
  const all = await events(await harness.send('c', 'Hi'));
  assert.equal((await harness.request('/chat/c/stream')).status, 204);
  assert.equal((await harness.request(`/chat/c/stream?after=${all.at(-1)?.id}`)).status, 204);
  for (const cursor of ['x', `${all[0]?.id}.9`, `${all[0]?.id?.slice(0, -3)}.1`, '.5', 'run.a.b.c.1']) {
    assert.equal((await harness.request(`/chat/c/stream?after=${cursor}`)).status, 404, cursor);
  }
});

test('stop cancels upstream, ends the stream, and keeps what was said', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(() => [
    { event: { type: 'response.output_item.added', output_index: 0, item: { ...message(''), content: [] } } },
    {
      event: { type: 'response.output_text.delta', output_index: 0, item_id: 'm', content_index: 0, delta: 'Half a ' },
    },
    { wait: held.opened },
    { item: message('never') },
  ]);
  const harness = new Harness(upstream);
  const reading = new Reading(await harness.send('c', 'Hi', 'u1'));
  await reading.until('text-delta');
  const stopped = await harness.post('/chat/c/stop', {});
  assert.deepEqual(await stopped.json(), { success: true });
  const list = await reading.all();
  assert.deepEqual(
    list.slice(-4).map(({ type }) => type),
    ['text-end', 'message-metadata', 'abort', 'finish'],
  );
  const grown = grow(list);
  assert.equal(grown.metadata?.run?.status, 'cancelled');
  assert.equal(textOf(grown), 'Half a ');
  assert.equal(upstream.count('POST', /cancel$/), 1);
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(data.map(textOf), ['Hi', 'Half a ']);
  assert.deepEqual(await (await harness.post('/chat/c/stop', '')).json(), { success: true });

  upstream.script = () => [{ item: message('Next.') }];
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Go on', 'u2')))), 'Next.');
  assert.deepEqual(upstream.texts, ['Hi', 'Half a ', 'Go on', 'Next.']);
  held.open();
});

test('a stop before the answer begins begins none, and keeps the message', async () => {
  const held = gate();
  const upstream = answering('never');
  upstream.intercept = async (request) => {
    if (request.method === 'POST' && request.url.endsWith('/items')) await held.opened;
    return undefined;
  };
  const harness = new Harness(upstream);
  const { id } = (await (await harness.post('/threads', {})).json()) as Thread;
  const sent = harness.send(id, 'Hi', 'u1');
  while (upstream.count('POST', /items$/) === 0) await new Promise(setImmediate);
  assert.equal((await harness.post(`/chat/${id}/stop`, {})).status, 200);
  held.open();
  const response = await sent;
  assert.deepEqual([response.status, (await bodyOf(response)).code], [409, 'stopped']);
  assert.equal(upstream.creates.length, 0);
  assert.equal(upstream.items.length, 1);
  assert.equal(textOf(grow(await chunks(await harness.send(id, 'Hi', 'u1')))), 'never');
  assert.equal(upstream.items.length, 2);
});

test('a stop while the answer is being begun cancels it as soon as it has a name', async () => {
  const held = gate();
  const upstream = answering('never');
  upstream.intercept = async (request) => {
    if (request.url.endsWith('/responses')) await held.opened;
    return undefined;
  };
  const harness = new Harness(upstream);
  const { id } = (await (await harness.post('/threads', {})).json()) as Thread;
  const sent = harness.send(id, 'Hi', 'u1');
  while (upstream.count('POST', /responses$/) === 0) await new Promise(setImmediate);
  await harness.post(`/chat/${id}/stop`, {});
  held.open();
  const list = await chunks(await sent);
  assert.equal(list.at(0)?.type, 'start');
  assert.deepEqual(
    list.slice(-2).map(({ type }) => type),
    ['abort', 'finish'],
  );
  assert.equal(upstream.count('POST', /cancel$/), 1);
});

test('stop with the id of another run stops nothing', async () => {
  const held = gate();
  const upstream = new FakeOpenAI(
    (_, count) => [...(count === 2 ? [{ wait: held.opened }] : []), { item: message('Said.') }] as Line[],
  );
  const harness = new Harness(upstream);
  const [old] = await events(await harness.send('c', 'one', 'u1'));
  const second = await harness.send('c', 'two', 'u2');
  const runId = old?.id?.slice(0, -2);
  assert.equal((await harness.post('/chat/c/stop', { runId })).status, 200);
  assert.equal((await harness.post('/chat/c/stop', { runId: `${runId}x` })).status, 404);
  held.open();
  assert.equal(textOf(grow(await chunks(second))), 'Said.');
});

test('regenerate answers the same message anew', async () => {
  const upstream = answering('First try.', 'Second try.');
  const harness = new Harness(upstream);
  const first = grow(await chunks(await harness.send('c', 'Hi', 'u1')));
  for (const messageId of [first.id, 'u1', first.metadata?.replyTo, undefined]) {
    const body = { id: 'c', trigger: 'regenerate-message', messages: [], ...(messageId ? { messageId } : {}) };
    const again = grow(await chunks(await harness.post('/chat', body)));
    assert.equal(again.id, first.id);
    assert.match(textOf(again), /try\.$/);
  }
  assert.equal(upstream.items.length, 2);
  const unknown = await harness.post('/chat', {
    id: 'c',
    trigger: 'regenerate-message',
    messages: [],
    messageId: 'msg_unknown',
  });
  assert.equal(unknown.status, 404);
  assert.equal(upstream.items.length, 2);
});

test('an edited message takes the place of the old one and of all after it', async () => {
  const upstream = answering('A1', 'A2', 'A3');
  const harness = new Harness(upstream);
  await chunks(await harness.send('c', 'one', 'u1'));
  await chunks(await harness.send('c', 'two', 'u2'));
  const edited = () => harness.send('c', 'ONE', 'u1', { messageId: 'u1' });
  const [first, second] = await Promise.all([edited(), edited()]);
  assert.deepEqual(await events(first), await events(second));
  const texts = upstream.items.map((item) => (item['content'] as { text: string }[])[0]?.text);
  assert.deepEqual(texts, ['ONE', 'A3']);
  await chunks(await harness.send('c', 'One!', 'u1', { messageId: 'u1' }));
  assert.equal(upstream.items.length, 2);
});

test('a message whose answer failed is kept, and is not kept twice when it is sent again', async () => {
  const upstream = new FakeOpenAI(
    (_, count) =>
      (count === 1 ? [{ end: 'failed', error: { code: 'server_error' } }] : [{ item: message('Now.') }]) as Line[],
  );
  const harness = new Harness(upstream);
  const failed = await chunks(await harness.send('c', 'Hi', 'u1'));
  assert.equal(failed.at(-1)?.type, 'error');
  assert.equal(upstream.items.length, 1);
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Hi', 'u1')))), 'Now.');
  assert.equal(upstream.items.length, 2);
  assert.equal(upstream.creates.length, 2);
});

test('a run that is cut upstream is read on where it was cut, never begun again', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('Before. ') }, { cut: true }, { item: message('After.') }]);
  const harness = new Harness(upstream);
  const list = await chunks(await harness.send('c', 'Hi'));
  assert.equal(textOf(grow(list)), 'Before. After.');
  assert.equal(ofType(list, 'text-delta').length, 2);
  assert.equal(upstream.creates.length, 1);
  assert.equal(upstream.count('GET', /^\/responses\//), 1);
});

test('an answer may be incomplete, and says why', async () => {
  const cases = [
    ['max_output_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['steered', 'other'],
  ] as const;
  for (const [reason, finishReason] of cases) {
    const harness = new Harness(new FakeOpenAI(() => [{ item: message('Half') }, { end: 'incomplete', reason }]));
    const list = await chunks(await harness.send('c', 'Hi'));
    assert.equal(ofType(list, 'finish')[0]?.finishReason, finishReason);
    assert.deepEqual(grow(list).metadata?.run?.incompleteReason, reason);
    assert.equal(grow(list).metadata?.run?.status, 'incomplete');
  }
});
