import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody, MessagePage, Thread, WireError } from '../../protocol/index.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { chunks, grow, Harness, ofType, textOf } from './support/harness.ts';
import { message } from './support/response-events.ts';

const canary = 'sk-canary-0123456789 conv_secret /etc/passwd at Object.<anonymous>';

function answering(...lines: Line[]): FakeOpenAI {
  return new FakeOpenAI(() => (lines.length > 0 ? lines : [{ item: message('ok') }]));
}

/** Whatever the service answers to that call. */
function failing(path: RegExp, status: number, body: string, headers: Record<string, string> = {}): FakeOpenAI {
  const upstream = answering();
  upstream.intercept = (request) => {
    if (request.method !== 'POST' || !path.test(new URL(request.url).pathname)) return undefined;
    return new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });
  };
  return upstream;
}

async function errorOf(response: Response): Promise<WireError> {
  return ((await response.json()) as ErrorBody).error;
}

/** How a stream says that its run has failed. */
async function failureOf(response: Response): Promise<WireError> {
  const list = await chunks(response);
  assert.deepEqual(
    list.slice(-3).map(({ type }) => type),
    ['message-metadata', 'data-error', 'error'],
  );
  assert.equal(grow(list).metadata?.run?.status, 'failed');
  const { data } = ofType(list, 'data-error')[0]!;
  assert.equal(ofType(list, 'error')[0]?.errorText, (data as WireError).message);
  return data as WireError;
}

test('what is wrong with a request is said in a sentence', async () => {
  const harness = new Harness(answering(), { limits: { maxTextLength: 100 } });
  const user = (parts: unknown) => ({ id: 'c', messages: [{ id: 'u', role: 'user', parts }] });
  const text = (value: unknown) => ({ type: 'text', text: value });
  const cases: [body: unknown, status: number, code: string][] = [
    ['{"id":', 400, 'invalid_json'],
    ['', 400, 'invalid_request'],
    ['[]', 400, 'invalid_request'],
    ['null', 400, 'invalid_request'],
    [{}, 400, 'invalid_request'],
    [{ id: 1, messages: [] }, 400, 'invalid_request'],
    [{ id: 'c' }, 400, 'invalid_request'],
    [{ id: 'c', messages: [] }, 400, 'invalid_request'],
    [{ id: 'c', messages: [null] }, 400, 'invalid_request'],
    [{ id: 'c', messages: [{ id: 'u', role: 'system', parts: [text('x')] }] }, 400, 'invalid_request'],
    [{ id: 'c', messages: [{ id: 'u', role: 'developer', parts: [text('x')] }] }, 400, 'invalid_request'],
    [{ ...user([text('x')]), trigger: 'other' }, 400, 'invalid_request'],
    [user([]), 400, 'empty_message'],
    [user([text('  \n ')]), 400, 'empty_message'],
    [user([text(5)]), 400, 'empty_message'],
    [user([text('x'.repeat(101))]), 413, 'text_too_long'],
    [user([{ type: 'file', mediaType: 'text/csv' }]), 400, 'invalid_request'],
    [{ ...user([text('x')]), id: 'x'.repeat(2000) }, 400, 'invalid_request'],
  ];
  for (const [body, status, code] of cases) {
    const response = await harness.post('/chat', body);
    const error = await errorOf(response);
    assert.deepEqual([response.status, error.code], [status, code], JSON.stringify(body));
    assert.match(error.message, /^[A-Z"].*[.!]$/);
    assert.equal(error.retryable, false);
  }
  assert.equal(harness.upstream.calls.length, 0);
  assert.deepEqual(harness.errors, []);
});

test('a body that is too large is refused before it is read', async () => {
  const harness = new Harness(answering(), { limits: { maxFileBytes: 10 } });
  const response = await harness.post('/chat', 'x'.repeat(6 * 1024 * 1024));
  assert.equal(response.status, 413);
  assert.equal((await errorOf(response)).code, 'request_too_large');
});

const statuses: [status: number, body: object, code: string, answer: number, retryable: boolean][] = [
  [400, {}, 'service_refused', 502, false],
  [400, { code: 'context_length_exceeded' }, 'context_too_long', 400, false],
  [400, { code: 'conversation_locked' }, 'run_active', 409, false],
  [401, { code: 'invalid_api_key' }, 'service_locked_out', 502, false],
  [403, {}, 'service_locked_out', 502, false],
  [404, { code: 'model_not_found' }, 'service_locked_out', 502, false],
  [409, {}, 'run_active', 409, false],
  [429, { code: 'rate_limit_exceeded' }, 'service_busy', 429, true],
  [429, { code: 'insufficient_quota' }, 'quota_exceeded', 503, false],
  [500, {}, 'service_failed', 502, true],
  [502, {}, 'service_failed', 502, true],
  [503, {}, 'service_down', 503, true],
  [529, {}, 'service_busy', 429, true],
];

test('what the service answers before the first byte is an error of ours with its status', async () => {
  for (const [status, body, code, answer, retryable] of statuses) {
    const upstream = failing(
      /responses$/,
      status,
      JSON.stringify({ error: { message: canary, type: canary, param: canary, ...body } }),
      { 'retry-after': '7' },
    );
    const harness = new Harness(upstream);
    const response = await harness.send('c', 'Hi', 'u1');
    const text = await response.text();
    const { error } = JSON.parse(text) as ErrorBody;
    assert.deepEqual([response.status, error.code, error.retryable], [answer, code, retryable], `${status}`);
    assert.equal(response.headers.get('retry-after'), '7');
    assert.ok(!/canary|secret|passwd|anonymous/.test(text + JSON.stringify([...response.headers])), text);
    assert.match(String((harness.errors[0] as Error).message), /canary/);
    assert.equal(upstream.count('POST', /responses$/), 1, 'it is not tried again behind the person’s back');

    upstream.intercept = undefined;
    assert.equal(textOf(grow(await chunks(await harness.send('c', 'Hi', 'u1')))), 'ok');
    assert.equal(upstream.items.filter((item) => item['role'] === 'user').length, 1);
  }
});

test('a service that cannot be reached, or answers nonsense, is an error too', async () => {
  const cases: [intercept: () => Response | Promise<Response>, code: string][] = [
    [() => Promise.reject(new TypeError('fetch failed')), 'service_down'],
    [() => new Response('<html>Bad gateway</html>', { status: 502 }), 'service_failed'],
    [() => new Response('', { headers: { 'content-type': 'text/event-stream' } }), 'service_garbled'],
    [() => new Response('data: {"type":\n\n', { headers: { 'content-type': 'text/event-stream' } }), 'service_garbled'],
  ];
  for (const [intercept, code] of cases) {
    const upstream = answering();
    upstream.intercept = (request) => (request.url.endsWith('/responses') ? intercept() : undefined);
    const error = await errorOf(await new Harness(upstream).send('c', 'Hi'));
    assert.deepEqual([error.code, error.retryable], [code, true]);
  }
});

test('an error in the middle is told in the stream, whichever of its forms it has', async () => {
  const said: Line = { item: message('Half.') };
  const nested = { type: 'error', error: { type: 'x', code: 'server_error', message: canary, param: null } };
  const forms: [Line[], string, boolean][] = [
    [[said, { end: 'failed', error: { code: 'server_error', message: canary } }], 'service_failed', true],
    [[said, { end: 'failed', error: { code: 'rate_limit_exceeded', message: canary } }], 'service_busy', true],
    [[said, { end: 'failed', error: { code: 'invalid_prompt', message: canary } }], 'service_refused', false],
    [[said, { end: 'failed', error: { code: 'bio_policy', message: canary } }], 'content_blocked', false],
    [[said, { event: nested }], 'service_failed', true],
    [
      [
        said,
        {
          raw: `data: ${JSON.stringify({ type: 'error', code: 'server_error', message: canary, sequence_number: 99 })}\n\n`,
        },
      ],
      'service_failed',
      true,
    ],
    [[said, { raw: 'data: {"error":{"message":"sk-canary"}}\n\n' }], 'service_failed', true],
  ];
  for (const [lines, code, retryable] of forms) {
    const harness = new Harness(answering(...lines));
    const response = await harness.send('c', 'Hi');
    const copy = response.clone();
    const failure = await failureOf(response);
    assert.deepEqual([failure.code, failure.retryable], [code, retryable], JSON.stringify(lines.at(-1)));
    assert.ok(!/canary|secret|passwd/.test(await copy.text()));
    assert.equal(harness.errors.length, 1);
  }
});

test('a broken frame is read again, and is an error only where the service does not run on by itself', async () => {
  const lines: Line[] = [{ item: message('Half. ') }, { raw: 'data: {"broken\n\n' }, { item: message('Rest.') }];
  const upstream = answering(...lines);
  const list = await chunks(await new Harness(upstream).send('c', 'Hi'));
  assert.equal(textOf(grow(list)), 'Half. Rest.');
  assert.equal(upstream.creates.length, 1);

  for (const [end, code] of [
    [lines[1]!, 'service_garbled'],
    [{ cut: true }, 'service_cut'],
  ] as const) {
    const foreground = answering(lines[0]!, end);
    const harness = new Harness(foreground, { responses: { background: false } });
    const failure = await failureOf(await harness.send('c', 'Hi'));
    assert.deepEqual([failure.code, failure.retryable], [code, true]);
    assert.equal(foreground.count('GET', /responses/), 0);
    assert.equal(foreground.creates[0]?.['background'], undefined);
  }
});

test('an event that comes twice is told once', async () => {
  const [added, twice] = [
    ['response.output_item.added', { item: message('') }],
    ['response.output_text.delta', { item_id: 'm', content_index: 0, delta: 'Once.' }],
  ] as const;
  const frame = (type: string, more: object, sequence_number: number): Line => ({
    raw: `data: ${JSON.stringify({ type, output_index: 0, ...more, sequence_number })}\n\n`,
  });
  const lines = [
    frame(added[0], added[1], 50),
    frame(twice[0], twice[1], 51),
    frame(twice[0], twice[1], 51),
    frame(added[0], added[1], 50),
  ];
  const end = frame('response.completed', { response: { id: 'resp_x', status: 'completed', output: [] } }, 60);
  const list = await chunks(await new Harness(answering(...lines, end)).send('c', 'Hi'));
  assert.equal(textOf(grow(list)), 'Once.');
  assert.equal(ofType(list, 'text-start').length, 1);
});

test('where a service does not count its events nothing is read twice', async () => {
  const upstream = answering();
  upstream.intercept = (request) => {
    if (!request.url.endsWith('/responses')) return undefined;
    const response = { id: 'resp_1', created_at: 1, status: 'in_progress', output: [] };
    const frames = [
      { type: 'response.created', response },
      { type: 'response.output_item.added', output_index: 0, item: message('') },
    ];
    return new Response(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(''));
  };
  const failure = await failureOf(await new Harness(upstream).send('c', 'Hi'));
  assert.equal(failure.code, 'service_cut');
  assert.equal(upstream.count('GET', /responses/), 0);
});

test('a response that cannot be read on is an error, and is not begun again', async () => {
  const upstream = answering({ item: message('Half.') }, { cut: true }, { wait: new Promise(() => {}) });
  upstream.intercept = (request) => {
    const isRead = request.method === 'GET' && /responses/.test(request.url);
    return isRead ? new Response('{}', { status: 404 }) : undefined;
  };
  const failure = await failureOf(await new Harness(upstream).send('c', 'Hi'));
  assert.deepEqual([failure.code, failure.retryable], ['service_cut', true]);
  assert.equal(upstream.creates.length, 1);
});

test('a response that can only be read as a whole is read as a whole', async () => {
  const upstream = answering({ item: message('First. ') }, { cut: true }, { item: message('Second.') });
  upstream.intercept = (request) => {
    if (!new URL(request.url).searchParams.has('starting_after')) return undefined;
    return new Response('', { headers: { 'content-type': 'text/event-stream' } });
  };
  const list = await chunks(await new Harness(upstream).send('c', 'Hi'));
  assert.equal(textOf(grow(list)), 'First. Second.');
  assert.equal(list.at(-1)?.type, 'finish');
});

test('a response that somebody else has cancelled ends as stopped', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const upstream = answering({ item: message('Half.') }, { wait: released });
  const harness = new Harness(upstream);
  const response = await harness.send('c', 'Hi');
  const [responseId] = [...upstream.responses.keys()];
  await upstream.client.responses.cancel(responseId!);
  release();
  const list = await chunks(response);
  assert.deepEqual(
    list.slice(-2).map(({ type }) => type),
    ['abort', 'finish'],
  );
});

test('a service that falls silent is given up, before the first byte and after', async () => {
  const never = new Promise<never>(() => {});
  const silent = new Harness(answering({ item: message('Half.') }, { wait: never }), {
    limits: { upstreamIdleMs: 30 },
  });
  const failure = await failureOf(await silent.send('c', 'Hi'));
  assert.deepEqual([failure.code, failure.retryable], ['service_silent', true]);
  await silent.json<MessagePage>('/threads/c/messages');
  assert.equal(silent.upstream.count('POST', /cancel$/), 1);

  const mute = answering();
  mute.intercept = (request) => (request.url.endsWith('/responses') ? never : undefined);
  const response = await new Harness(mute, { limits: { upstreamIdleMs: 30 } }).send('c', 'Hi');
  assert.deepEqual([response.status, (await errorOf(response)).code], [504, 'service_silent']);
});

test('what was said before a failure stays in the thread, and a retry takes its place', async () => {
  const upstream = new FakeOpenAI(
    (_, count) =>
      (count === 1
        ? [{ item: message('Half.') }, { end: 'failed', error: { code: 'server_error' } }]
        : [{ item: message('Whole.') }]) as Line[],
  );
  const harness = new Harness(upstream);
  await failureOf(await harness.send('c', 'Hi', 'u1'));
  await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(upstream.texts, ['Hi', 'Half.']);
  await chunks(await harness.post('/chat', { id: 'c', messages: [], trigger: 'regenerate-message' }));
  assert.deepEqual(upstream.texts, ['Hi', 'Whole.']);
});

test('a message is answered though its thread could not be named', async () => {
  const upstream = answering();
  const harness = new Harness(upstream);
  const { id } = (await (await harness.post('/threads', {})).json()) as Thread;
  upstream.intercept = async (request) => {
    return request.method === 'POST' && (await request.text()).startsWith('{"metadata"')
      ? new Response('{}', { status: 500 })
      : undefined;
  };
  assert.equal(textOf(grow(await chunks(await harness.send(id, 'Hi')))), 'ok');
  assert.ok(harness.errors.length > 0);
});

test('a failure is told before it is put away', async () => {
  const upstream = answering({ item: message('Half.') }, { end: 'failed', error: { code: 'server_error' } });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  upstream.intercept = async (request) => {
    const isCleanUp = request.method === 'GET' && request.url.includes('/items');
    if (isCleanUp) await released;
    return undefined;
  };
  const harness = new Harness(upstream);
  await failureOf(await harness.send('c', 'Hi'));
  assert.equal(upstream.items.length, 1);
  release();
  assert.equal((await harness.json<MessagePage>('/threads/c/messages')).data.length, 2);
});

test('a message that could not be kept is not answered', async () => {
  const upstream = failing(/items$/, 500, '{}');
  const harness = new Harness(upstream);
  assert.equal((await harness.send('c', 'Hi', 'u1')).status, 502);
  assert.equal(upstream.creates.length, 0);
  upstream.intercept = undefined;
  await chunks(await harness.send('c', 'Hi', 'u1'));
  assert.equal(upstream.items.length, 2);
});

test('no text of the service reaches anybody by any route', async () => {
  const harness = new Harness(answering());
  const form = () => {
    const body = new FormData();
    body.append('file', new File(['x'], 'x.txt'));
    return { method: 'POST', body };
  };
  await chunks(await harness.send('c', 'Hi', 'u1'));
  const file = (await harness.json<{ id: string }>('/files', form())).id;
  const error = { message: canary, type: canary, code: canary, param: canary };
  harness.upstream.intercept = () =>
    new Response(JSON.stringify({ error }), { status: 418, headers: { 'x-request-id': canary.replace(/[<>]/g, '') } });
  const routes: [string, RequestInit?][] = [
    ['/threads', { method: 'POST', body: '{}' }],
    ['/threads/c'],
    ['/threads/c', { method: 'PATCH', body: '{}' }],
    ['/threads/c', { method: 'DELETE' }],
    ['/threads/c/messages'],
    ['/threads/c/messages/u1', { method: 'DELETE' }],
    ['/files', form()],
    [`/files/${file}`],
    [`/files/${file}/text`],
    [`/files/${file}`, { method: 'DELETE' }],
    ['/chat/c/stream'],
    ['/chat/c/stop', { method: 'POST' }],
  ];
  for (const [path, init] of routes) {
    const response = await harness.request(path, init);
    const text = (await response.text()) + JSON.stringify([...response.headers]);
    assert.ok(!/canary|secret|passwd/.test(text), `${path}: ${text}`);
    assert.ok(response.status >= 400 || path.endsWith('/text'), `${path}: ${response.status}`);
  }
});

test('a host whose log fails loses nothing but its log', async () => {
  const onError = () => {
    throw new Error('the log is full');
  };
  const upstream = answering({ item: message('Half.') }, { end: 'failed', error: { code: 'server_error' } });
  const harness = new Harness(upstream, { onError });
  assert.equal((await failureOf(await harness.send('c', 'Hi'))).code, 'service_failed');
  upstream.intercept = () => new Response('{}', { status: 500 });
  assert.equal((await harness.send('d', 'Hi')).status, 502);
});

test('a host’s own function for instructions may fail without a word of it getting out', async () => {
  const harness = new Harness(answering(), { instructions: () => Promise.reject(new Error(canary)) });
  const response = await harness.send('c', 'Hi');
  assert.equal(response.status, 500);
  assert.deepEqual(await errorOf(response), {
    code: 'internal',
    message: 'Something went wrong on our side. Try again.',
    retryable: true,
  });
  assert.match(String(harness.errors[0]), /canary/);
});
