import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChunk, type MessagePage, type ToolPart, type UIMessage } from '../../protocol/index.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { chunks, grow, Harness, Reading, textOf } from './support/harness.ts';
import { functionCall, message, newId } from './support/response-events.ts';

const container_id = 'cntr_0123456789abcdef';

/** What a message has only while it is fresh: when it was written, what its run was, and the stream's ids of its reasoning. */
function lasting({ id, role, parts, metadata }: UIMessage): object {
  const kept = parts.map((part) => (part.type === 'reasoning' ? { ...part, id: undefined } : part));
  return { id, role, parts: kept, metadata: { threadId: metadata?.threadId, replyTo: metadata?.replyTo } };
}

const target = 'sandbox:/mnt/data/mean.csv';
const linked = `Here: [mean.csv](${target})`;
const scenarios: Record<string, Line[]> = {
  'a plain text': [{ item: message('Hello.') }],
  'reasoning, then two texts': [
    { item: { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Let me see' }] } },
    { item: message('One.') },
    { item: message('Two.') },
  ],
  'code with a file': [
    {
      item: {
        type: 'code_interpreter_call',
        id: 'ci_1',
        container_id,
        code: 'print(1)',
        outputs: [{ type: 'logs', logs: '1' }],
        status: 'completed',
      },
    },
    {
      item: message(linked, [
        {
          type: 'container_file_citation',
          container_id,
          file_id: 'cfile_mean',
          filename: 'mean.csv',
          start_index: linked.indexOf(target),
          end_index: linked.indexOf(target) + target.length,
        },
      ]),
    },
  ],
  'code with a file that no text speaks of': [
    { item: { type: 'code_interpreter_call', id: 'ci_1', container_id, code: 'x', outputs: [], status: 'completed' } },
    { item: message('Done.') },
  ],
  'a search with citations': [
    {
      item: {
        type: 'file_search_call',
        id: 'fs_1',
        queries: ['q'],
        status: 'completed',
        results: [{ file_id: 'file-a', filename: 'a.txt', score: 1, text: 'Three months.', attributes: {} }],
      },
    },
    { item: message('Three months.', [{ type: 'file_citation', file_id: 'file-a', filename: 'a.txt', index: 12 }]) },
  ],
  'the web': [
    { item: { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } } },
    {
      item: message('Fact (a.test).', [
        { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 5, end_index: 13 },
      ]),
    },
  ],
  'a refusal': [{ item: { ...message(''), content: [{ type: 'refusal', refusal: 'No.' }] } }],
  'an image': [{ item: { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'iVBORw0KGgo=' } }],
  'a tool of another server': [
    {
      item: {
        type: 'mcp_call',
        id: 'mcp_1',
        server_label: 'd',
        name: 'find',
        arguments: '{}',
        output: 'x',
        status: 'completed',
      },
    },
    { item: message('Found.') },
  ],
};

for (const [what, lines] of Object.entries(scenarios)) {
  test(`the thread keeps the message that was streamed: ${what}`, async () => {
    const upstream = new FakeOpenAI(() => lines);
    upstream.containerFiles.set('cfile_mean', { path: '/mnt/data/mean.csv', bytes: new TextEncoder().encode('a,1') });
    const harness = new Harness(upstream);
    const streamed = grow(await chunks(await harness.send('c', 'Go')));
    const { data } = await harness.json<MessagePage>('/threads/c/messages');
    assert.deepEqual(
      data.map(({ role }) => role),
      ['user', 'assistant'],
    );
    assert.equal(data[0]?.id, streamed.metadata?.replyTo);
    assert.deepEqual(data[0]?.parts, [{ type: 'text', text: 'Go', state: 'done' }]);
    assert.deepEqual(lasting(data[1]!), lasting(streamed));
    assert.ok(!JSON.stringify(data).includes('processing'));
    assert.deepEqual(harness.errors, []);
  });
}

test('the thread keeps how an answer ended before its end', async () => {
  const cutOff: Line[] = [{ item: message('So far') }, { end: 'incomplete', reason: 'max_output_tokens' }];
  const failed: Line[] = [{ item: message('So far') }, { end: 'failed', error: { code: 'server_error' } }];
  for (const [lines, status] of [
    [cutOff, 'incomplete'],
    [failed, 'failed'],
  ] as const) {
    const harness = new Harness(new FakeOpenAI((_, count) => (count === 1 ? lines : [{ item: message('Whole.') }])));
    const streamed = grow(await chunks(await harness.send('c', 'Go')));
    assert.equal(streamed.metadata?.run?.status, status);
    const { run } = (await harness.json<MessagePage>('/threads/c/messages')).data[1]?.metadata ?? {};
    const { usage: _, ...kept } = streamed.metadata?.run ?? {};
    assert.deepEqual(run, kept);
    await chunks(await harness.send('c', 'Again', 'u2'));
    const { data } = await harness.json<MessagePage>('/threads/c/messages');
    assert.deepEqual(data.map(textOf), ['Go', 'So far', 'Again', 'Whole.']);
    assert.deepEqual(data[1]?.metadata?.run, kept);
    assert.equal(data[3]?.metadata?.run, undefined);
  }
});

test('the thread keeps what functions of the server and of the page have said', async () => {
  const weather = { description: 'x', parameters: {} };
  const upstream = new FakeOpenAI((_, count) => {
    if (count === 1)
      return [{ item: functionCall('here', { a: 1 }, 'call_1') }, { item: functionCall('fails', {}, 'call_2') }];
    return count === 2 ? [{ item: functionCall('there', {}, 'call_3') }] : [{ item: message('Done.') }];
  });
  const tools = {
    here: { ...weather, execute: () => ({ b: 2 }) },
    fails: { ...weather, execute: () => Promise.reject(new Error('x')) },
    there: weather,
  };
  const harness = new Harness(upstream, { responses: { tools } });
  const asked = await chunks(await harness.send('c', 'Go'));
  const runId = grow(asked).metadata?.run?.id;
  const waiting = await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(lasting(waiting.data[1]!), lasting(grow(asked)));

  const outputs = [{ toolCallId: 'call_3', output: ['x'] }];
  const rest = await chunks(await harness.post('/chat/c/tool-outputs', { runId, outputs }));
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  const streamed = grow([...asked, ...rest]);
  assert.deepEqual(lasting(data[1]!), lasting(streamed));
  assert.deepEqual((streamed.parts as ToolPart[]).map(({ state }) => state).filter(Boolean), [
    'output-available',
    'output-error',
    'output-available',
    'done',
  ]);
});

test('a message that is being written is shown as far as it is, with the place to read on', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const upstream = new FakeOpenAI(() => [
    { item: message('First. ') },
    { wait: released },
    { item: message('Second.') },
  ]);
  const harness = new Harness(upstream);
  const reading = new Reading(await harness.send('c', 'Go'));
  await reading.until('text-end');
  const { data, activeRun } = await harness.json<MessagePage>('/threads/c/messages');
  assert.equal(textOf(data[1]!), 'First. ');
  assert.equal(activeRun?.messageId, data[1]?.id);
  assert.equal(activeRun?.status, 'in_progress');
  assert.equal(activeRun?.lastEventId, reading.seen.at(-1)?.id);
  const rest = await harness.request('/chat/c/stream', { headers: { 'last-event-id': activeRun?.lastEventId ?? '' } });
  release();
  const grown = (await chunks(rest)).reduce(applyChunk, data[1]!);
  assert.equal(textOf(grown), 'First. Second.');
  assert.deepEqual(lasting(grown), lasting(grow(await reading.all())));
});

test('messages come in pages, from either end', async () => {
  const upstream = new FakeOpenAI((_, count) => [
    { item: { type: 'reasoning', id: newId('rs_'), summary: [] } },
    { item: message(`A${count}`) },
  ]);
  const harness = new Harness(upstream);
  for (const turn of [1, 2, 3]) await chunks(await harness.send('c', `Q${turn}`, `u${turn}`));
  const texts = ['Q1', 'A1', 'Q2', 'A2', 'Q3', 'A3'];
  for (const order of ['asc', 'desc']) {
    for (const limit of [1, 2, 3, 4, 5, 6, 7]) {
      const found: string[] = [];
      const ids = new Set<string>();
      let after: string | null = null;
      do {
        const query: string = after === null ? '' : `&after=${after}`;
        const page: MessagePage = await harness.json(`/threads/c/messages?order=${order}&limit=${limit}${query}`);
        assert.ok(page.data.length <= limit);
        assert.ok(page.data.length === limit || !page.hasMore);
        found.push(...page.data.map(textOf));
        for (const { id } of page.data) ids.add(id);
        after = page.hasMore ? page.after : null;
      } while (after !== null);
      assert.deepEqual(found, order === 'asc' ? texts : texts.toReversed(), `${order} by ${limit}`);
      assert.equal(ids.size, 6);
    }
  }
  for (const query of ['limit=0', 'limit=x', 'limit=1.5', 'order=up']) {
    assert.equal((await harness.request(`/threads/c/messages?${query}`)).status, 400, query);
  }
});

test('a message is removed with all that came after it', async () => {
  const upstream = new FakeOpenAI((_, count) => [{ item: message(`A${count}`) }]);
  const harness = new Harness(upstream);
  for (const turn of [1, 2, 3]) await chunks(await harness.send('c', `Q${turn}`, `u${turn}`));
  const before = await harness.json<MessagePage>('/threads/c/messages');
  const left = async () => (await harness.json<MessagePage>('/threads/c/messages')).data.map(textOf);
  const remove = (id: string) => harness.request(`/threads/c/messages/${id}`, { method: 'DELETE' });

  assert.equal((await remove('msg_unknown')).status, 404);
  assert.equal((await left()).length, 6);
  assert.equal((await remove(before.data[5]!.id)).status, 204);
  assert.deepEqual(await left(), ['Q1', 'A1', 'Q2', 'A2', 'Q3']);
  assert.equal((await remove('u3')).status, 204);
  assert.deepEqual(await left(), ['Q1', 'A1', 'Q2', 'A2']);
  assert.equal((await remove(before.data[0]!.id)).status, 204);
  assert.deepEqual(await left(), []);
});

test('what the host says to the model is not shown', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('A') }]);
  const harness = new Harness(upstream);
  await chunks(await harness.send('c', 'Q'));
  upstream.items.unshift({
    type: 'message',
    id: 'msg_dev',
    role: 'developer',
    content: [{ type: 'input_text', text: 'secret' }],
  });
  upstream.items.push({
    type: 'message',
    id: 'msg_sys',
    role: 'system',
    content: [{ type: 'input_text', text: 'secret' }],
  });
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(data.map(textOf), ['Q', 'A']);
});
