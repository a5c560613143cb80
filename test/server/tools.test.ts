import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessagePage, ToolPart } from '../../protocol/index.ts';
import { responses } from '../../server/index.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { chunks, events, grow, Harness, ofType, textOf } from './support/harness.ts';
import { functionCall, message } from './support/response-events.ts';

const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

/** A model that calls functions first, and says what it was told when it is told it. */
function calling(...calls: Line[]): FakeOpenAI {
  return new FakeOpenAI(({ input = [] }) =>
    input.length === 0
      ? calls
      : [{ item: message(`Told: ${input.map((item) => item['output'] ?? item['approve']).join(' | ')}`) }],
  );
}

const weather = { description: 'The weather of a city', parameters };
/** Takes whatever it is called with. */
const anything = { description: 'Anything', parameters: { type: 'object' } };

test('a function of the server is called, and its result goes into the same message', async () => {
  const upstream = calling({ item: functionCall('weather', { city: 'Basel' }, 'call_1') });
  const seen: unknown[] = [];
  const harness = new Harness(upstream, {
    responses: {
      tools: {
        weather: {
          ...weather,
          execute: (input: { city: string }, { toolCallId, signal }) => {
            seen.push(input, toolCallId, signal.aborted);
            return { degrees: 21 };
          },
        },
      },
    },
  });
  const list = await chunks(await harness.send('c', 'Weather?'));
  assert.deepEqual(seen, [{ city: 'Basel' }, 'call_1', false]);
  const grown = grow(list);
  assert.deepEqual(
    grown.parts.map(({ type }) => type),
    ['step-start', 'tool-weather', 'step-start', 'text'],
  );
  const tool = grown.parts[1] as ToolPart;
  assert.deepEqual([tool.state, tool.output], ['output-available', { degrees: 21 }]);
  assert.equal(textOf(grown), 'Told: {"degrees":21}');
  assert.equal(ofType(list, 'start').length, 1);
  assert.equal(ofType(list, 'finish').length, 1);
  assert.deepEqual(grown.metadata?.run?.usage?.totalTokens, 24);
  const [, wired] = upstream.creates;
  assert.deepEqual(wired?.tools?.at(-1), {
    type: 'function',
    name: 'weather',
    description: weather.description,
    parameters,
    strict: false,
  });
  assert.equal(wired?.metadata?.['before'], [...upstream.responses.keys()][0]);
});

test('functions of one step run at the same time, and are told in the order of the calls', async () => {
  const upstream = calling({ item: functionCall('slow', {}, 'call_1') }, { item: functionCall('fast', {}, 'call_2') });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const harness = new Harness(upstream, {
    responses: {
      tools: {
        slow: { ...anything, execute: () => released.then(() => 'slow') },
        fast: { ...anything, execute: () => (release(), 'fast') },
      },
    },
  });
  const list = await chunks(await harness.send('c', 'Go'));
  assert.deepEqual(
    ofType(list, 'tool-output-available').map(({ output }) => output),
    ['slow', 'fast'],
  );
  assert.equal(textOf(grow(list)), 'Told: slow | fast');
});

test('whatever goes wrong with a function is told to the model, and the run goes on', async () => {
  const upstream = calling(
    { item: functionCall('throws', {}, 'call_1') },
    { item: functionCall('hangs', {}, 'call_2') },
    { item: functionCall('unknown', {}, 'call_3') },
    { item: { ...functionCall('throws', {}, 'call_4'), arguments: '{"a":' } },
  );
  const harness = new Harness(upstream, {
    responses: {
      tools: {
        throws: { ...anything, execute: () => Promise.reject(new Error('db.internal refused')) },
        hangs: { ...anything, timeoutMs: 20, execute: () => new Promise(() => {}) },
      },
    },
  });
  const list = await chunks(await harness.send('c', 'Go'));
  const outputs = upstream.creates[1]?.input?.map((item) => item['output']);
  assert.deepEqual(outputs, [
    '{"error":"db.internal refused"}',
    '{"error":"No answer within 20 ms.","cause":"timeout"}',
    '{"error":"There is no function \\"unknown\\"."}',
    '{"error":"The arguments are not valid JSON."}',
  ]);
  assert.deepEqual(
    ofType(list, 'tool-output-error').map(({ errorText }) => errorText),
    ['"throws" failed.', '"hangs" took too long and was ended.', '"unknown" failed.', '"throws" failed.'],
  );
  assert.ok(!JSON.stringify(list.filter(({ type }) => type !== 'text-delta')).includes('db.internal'));
  assert.equal(harness.errors.length, 2);
  assert.equal(list.at(-1)?.type, 'finish');
});

test('a model that never stops calling is told to answer', async () => {
  const upstream = new FakeOpenAI(({ tool_choice }) => [
    { item: tool_choice === 'none' ? message('Enough.') : functionCall('weather', {}) },
  ]);
  const harness = new Harness(upstream, {
    limits: { maxToolRounds: 3 },
    responses: { tools: { weather: { ...weather, execute: () => 1 } } },
  });
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Go')))), 'Enough.');
  assert.equal(upstream.creates.length, 4);
});

test('a function of the page ends the stream with a question, and its answer continues the message', async () => {
  const upstream = calling({ item: functionCall('weather', { city: 'Basel' }, 'call_1') });
  const harness = new Harness(upstream, { responses: { tools: { weather } } });
  const asked = await events(await harness.send('c', 'Weather?'));
  const first = asked.map(({ chunk }) => chunk);
  assert.deepEqual(first.at(-1), { type: 'finish', finishReason: 'tool-calls' });
  const { id: messageId, metadata } = grow(first);
  assert.equal(metadata?.run?.status, 'requires_action');
  const page = await harness.json<MessagePage>('/threads/c/messages');
  assert.equal(page.activeRun?.status, 'requires_action');
  assert.equal(page.activeRun?.id, metadata?.run?.id);
  assert.equal((await harness.request('/chat/c/stream')).status, 204);

  const answer = { runId: metadata?.run?.id, outputs: [{ toolCallId: 'call_1', output: { degrees: 21 } }] };
  const continued = await events(await harness.post('/chat/c/tool-outputs', answer));
  const second = continued.map(({ chunk }) => chunk);
  assert.equal(continued[0]?.id, `${metadata?.run?.id}.${asked.length}`);
  assert.equal(second[0]?.type === 'start' && second[0].messageId, messageId);
  const grown = grow([...first, ...second]);
  assert.deepEqual(
    grown.parts.map(({ type }) => type),
    ['step-start', 'tool-weather', 'step-start', 'text'],
  );
  assert.equal(textOf(grown), 'Told: {"degrees":21}');
  assert.equal(grown.metadata?.run?.status, 'completed');
  assert.equal((await harness.json<MessagePage>('/threads/c/messages')).activeRun, null);

  const late = await harness.post('/chat/c/tool-outputs', answer);
  assert.equal(late.status, 409);
});

test('an AI SDK client answers with its copy of the message', async () => {
  const upstream = calling(
    { item: functionCall('weather', {}, 'call_1') },
    { item: functionCall('weather', {}, 'call_2') },
  );
  const harness = new Harness(upstream, { responses: { tools: { weather } } });
  const asked = grow(await chunks(await harness.send('c', 'Weather?')));
  const parts = asked.parts.map((part) => {
    const tool = part as ToolPart;
    if (tool.toolCallId === 'call_1') return { ...tool, state: 'output-available', output: 'sun' };
    return tool.toolCallId === 'call_2' ? { ...tool, state: 'output-error', errorText: 'No rain gauge.' } : part;
  });
  const body = { id: 'c', trigger: 'submit-message', messageId: asked.id, messages: [{ ...asked, parts }] };
  const list = await chunks(await harness.post('/chat', body));
  assert.equal(textOf(grow(list)), 'Told: sun | {"error":"No rain gauge."}');
  assert.deepEqual(
    ofType(list, 'tool-output-error').map(({ errorText }) => errorText),
    ['No rain gauge.'],
  );
});

test('where both have to answer, the server answers first and the page continues', async () => {
  const upstream = calling({ item: functionCall('here', {}, 'call_1') }, { item: functionCall('there', {}, 'call_2') });
  const harness = new Harness(upstream, {
    responses: { tools: { here: { ...anything, execute: () => 'from here' }, there: weather } },
  });
  const asked = grow(await chunks(await harness.send('c', 'Go')));
  const states = (asked.parts as ToolPart[]).map(({ state }) => state);
  assert.deepEqual(states, [undefined, 'output-available', 'input-available']);
  const outputs = [
    { toolCallId: 'call_1', output: 'forged' },
    { toolCallId: 'call_2', output: 'from there' },
  ];
  const list = await chunks(await harness.post('/chat/c/tool-outputs', { runId: asked.metadata?.run?.id, outputs }));
  assert.equal(textOf(grow(list)), 'Told: from there');
  assert.ok(!JSON.stringify(upstream.items).includes('forged'));
});

test('answers that leave a call open, or answer none, are refused', async () => {
  const upstream = calling(
    { item: functionCall('weather', {}, 'call_1') },
    { item: functionCall('weather', {}, 'call_2') },
  );
  const harness = new Harness(upstream, { responses: { tools: { weather } } });
  const { metadata } = grow(await chunks(await harness.send('c', 'Go')));
  const runId = metadata?.run?.id;
  const refused = [
    [{ runId, outputs: [{ toolCallId: 'call_1', output: 1 }] }, 400],
    [{ runId, outputs: [] }, 400],
    [{ runId, outputs: [{ toolCallId: 'call_1' }] }, 400],
    [{ outputs: [{ toolCallId: 'call_1', output: 1 }] }, 400],
    [{ runId: `${runId}x`, outputs: [{ toolCallId: 'call_1', output: 1 }] }, 404],
  ] as const;
  for (const [body, status] of refused) {
    assert.equal((await harness.post('/chat/c/tool-outputs', body)).status, status, JSON.stringify(body));
  }
  assert.equal(upstream.creates.length, 1);
});

test('an answer that is given twice at once goes on once', async () => {
  const upstream = calling({ item: functionCall('weather', {}, 'call_1') });
  const harness = new Harness(upstream, { responses: { tools: { weather } } });
  const { metadata } = grow(await chunks(await harness.send('c', 'Go')));
  const answer = { runId: metadata?.run?.id, outputs: [{ toolCallId: 'call_1', output: 1 }] };
  const both = await Promise.all([0, 1].map(() => harness.post('/chat/c/tool-outputs', answer)));
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  await Promise.all(both.map((response) => response.text()));
  assert.equal(upstream.creates.length, 2);
});

test('a person may go on without answering: the call is closed for them', async () => {
  const upstream = new FakeOpenAI((_, count) => [
    { item: count === 1 ? functionCall('weather', {}, 'call_1') : message('Fine.') },
  ]);
  const harness = new Harness(upstream, { responses: { tools: { weather } } });
  await chunks(await harness.send('c', 'Weather?', 'u1'));
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Never mind', 'u2')))), 'Fine.');
  const output = upstream.items.find(({ type }) => type === 'function_call_output');
  assert.equal(output?.['call_id'], 'call_1');
  assert.ok(upstream.items.indexOf(output!) < upstream.items.findLastIndex((item) => item['role'] === 'user'));
});

test('a run that waits can be stopped', async () => {
  const upstream = calling({ item: functionCall('weather', {}, 'call_1') });
  const harness = new Harness(upstream, { responses: { tools: { weather } } });
  await chunks(await harness.send('c', 'Weather?', 'u1'));
  assert.equal((await harness.post('/chat/c/stop', {})).status, 200);
  assert.equal((await harness.json<MessagePage>('/threads/c/messages')).activeRun, null);
  assert.equal(upstream.items.at(-1)?.type, 'function_call_output');
});

test('a stop ends functions that are running', async () => {
  const upstream = calling({ item: functionCall('weather', {}, 'call_1') });
  let aborted = false;
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const execute = (_: unknown, { signal }: { signal: AbortSignal }) => {
    signal.addEventListener('abort', () => (aborted = true));
    begun();
    return new Promise(() => {});
  };
  const harness = new Harness(upstream, { responses: { tools: { weather: { ...anything, execute } } } });
  const response = await harness.send('c', 'Weather?', 'u1');
  await hasBegun;
  await harness.post('/chat/c/stop', {});
  const list = await chunks(response);
  assert.deepEqual(
    list.slice(-2).map(({ type }) => type),
    ['abort', 'finish'],
  );
  assert.ok(aborted);
  assert.equal(upstream.creates.length, 1);
  upstream.script = () => [{ item: message('Next.') }];
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Go on', 'u2')))), 'Next.');
});

test('a stop between two rounds calls no function again, begins no response, and leaves the thread in order', async () => {
  const upstream = calling({ item: functionCall('weather', {}, 'call_1') });
  let calls = 0;
  const tools = { weather: { ...anything, execute: () => ++calls } };
  const service = { conversations: true };
  const engine = responses({ client: upstream.client, model: 'test-model', service, tools });
  const answer = engine.answer.bind(engine);
  // After the function, before the next response.
  engine.answer = async function* (...given) {
    for await (const chunk of answer(...given)) {
      yield chunk;
      if (chunk.type === 'finish-step') await harness.post('/chat/c/stop', {});
    }
  };
  const harness: Harness = new Harness(upstream, { engine });
  const list = await chunks(await harness.send('c', 'Go', 'u1'));
  assert.deepEqual(
    list.slice(-2).map(({ type }) => type),
    ['abort', 'finish'],
  );
  assert.equal(calls, 1);
  assert.equal(upstream.creates.length, 1);

  engine.answer = answer;
  upstream.script = () => [{ item: message('Next.') }];
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Go on', 'u2')))), 'Next.');
  assert.equal(upstream.items.filter(({ type }) => type === 'function_call_output').length, 1);
});

test('an approval ends the stream with a question, and both answers continue', async () => {
  for (const approved of [true, false]) {
    const request = { type: 'mcp_approval_request', id: 'mcpr_1', server_label: 'docs', name: 'drop', arguments: '{}' };
    const upstream = calling({ item: request });
    const harness = new Harness(upstream, {
      responses: { tools: { mcp: [{ label: 'docs', url: 'https://mcp.test' }] } },
    });
    const asked = await chunks(await harness.send('c', 'Drop it'));
    assert.equal(ofType(asked, 'tool-approval-request')[0]?.approvalId, 'mcpr_1');
    assert.equal(ofType(asked, 'finish')[0]?.finishReason, 'tool-calls');
    const runId = grow(asked).metadata?.run?.id;
    const outputs = [{ approvalId: 'mcpr_1', approved, reason: 'because' }];
    const list = await chunks(await harness.post('/chat/c/tool-outputs', { runId, outputs }));
    assert.equal(textOf(grow(list)), `Told: ${approved}`);
    assert.equal(ofType(list, 'tool-output-denied').length, approved ? 0 : 1);
    assert.deepEqual(upstream.creates[1]?.input, [
      { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: approved, reason: 'because' },
    ]);
    assert.equal(upstream.creates[0]?.tools?.find(({ type }) => type === 'mcp')?.['require_approval'], 'always');
  }
});

test('a tool that is no function, nor hosted, is refused at once', () => {
  for (const tool of [true, {}, { description: 'x' }, []]) {
    assert.throws(
      () => new Harness(new FakeOpenAI(), { responses: { tools: { weather: tool as never } } }),
      /tools\.weather must be a function/,
    );
  }
});
