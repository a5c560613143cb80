import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Thread } from '../../protocol/index.ts';
import { contentDisposition } from '../../server/files/content-disposition.ts';
import { safeFilename } from '../../server/files/safe-filename.ts';
import { fuzzing } from '../support/fuzzing.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { Harness } from './support/harness.ts';
import { message } from './support/response-events.ts';

/** Strings that have broken something somewhere. */
const naughty = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '../../etc/passwd',
    'C:\\x\\y',
    '.htaccess',
    'con',
    '__proto__',
    'constructor',
    'null',
    '\u202Egnp.exe',
    '\uD800',
    'a\r\nset-cookie: x=1',
    '"; filename="x',
    '%00',
    '%',
    '\uFEFF',
    '😀'.repeat(100),
    'x'.repeat(5000),
    'thread.a.b.c',
    'file.....',
    'run.\0.\0.\0',
    'data:,x',
    'data:;base64,%%%',
    'http://169.254.169.254/',
    'https://app.test/files/file.a.b.c/content',
    '1e309',
    '-0',
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);
const anything = fc.oneof(naughty, fc.jsonValue(), fc.constant(undefined));
const part = fc.record(
  {
    type: fc.oneof(fc.constantFrom('text', 'file', 'tool-x', 'dynamic-tool', 'step-start'), naughty),
    text: anything,
    url: anything,
    mediaType: anything,
    filename: anything,
    providerMetadata: fc.oneof(anything, fc.record({ kit: fc.record({ fileId: anything }) })),
    toolCallId: anything,
    state: fc.constantFrom('output-available', 'output-error', 'approval-responded'),
    output: anything,
    errorText: anything,
    approval: anything,
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      id: anything,
      messages: fc.oneof(
        anything,
        fc.array(
          fc.record({ id: anything, role: fc.constantFrom('user', 'assistant', 'system'), parts: fc.array(part) }),
          { maxLength: 2 },
        ),
      ),
      trigger: fc.constantFrom(undefined, 'submit-message', 'regenerate-message', 'x'),
      messageId: anything,
      runId: anything,
      outputs: anything,
      title: anything,
      metadata: anything,
      filename: anything,
      bytes: fc.oneof(fc.integer(), fc.double(), anything),
      mediaType: anything,
      threadId: anything,
    },
    { requiredKeys: [] },
  ),
);
const routes = [
  'POST /chat',
  'POST /chat/:id/stop',
  'POST /chat/:id/tool-outputs',
  'POST /threads',
  'PATCH /threads/:id',
  'POST /uploads',
];

/** Halves of surrogate pairs cannot stand in an address. */
function inUrl(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
}

test('whatever is sent, the answer is done or refused: nothing breaks, and nothing is asked of other hosts', async (context) => {
  const fetched = context.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('Nobody may be asked.')));
  const upstream = new FakeOpenAI(() => [{ item: message('ok') }]);
  const harness = new Harness(upstream);
  const { id } = (await (await harness.post('/threads', {})).json()) as Thread;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), body, naughty, async (route, sent, name) => {
      const [method = '', path = ''] = route.split(' ');
      for (const place of [id, inUrl(name)]) {
        const response = await harness.request(path.replace(':id', place), {
          method,
          body: JSON.stringify(sent) ?? '',
          headers: { 'content-type': 'application/json' },
        });
        await response.text();
        assert.ok(response.status < 500, `${route}: ${response.status} ${harness.errors.map(String).join('; ')}`);
      }
    }),
    { ...fuzzing, numRuns: fuzzing.numRuns / 2 },
  );
  assert.deepEqual(harness.errors, []);
  assert.equal(fetched.mock.callCount(), 0);
});

test('whatever a path or a query says, it is found or it is not', async () => {
  const harness = new Harness(new FakeOpenAI());
  await fc.assert(
    fc.asyncProperty(naughty, naughty, async (one, other) => {
      const [id, value] = [one, other].map(inUrl);
      for (const path of [
        `/threads?limit=${value}&after=${id}`,
        `/threads/${id}/messages?order=${value}`,
        `/chat/${id}/stream?after=${value}`,
        `/files/${id}/content?renew=${value}`,
        `/uploads/${id}`,
        `/${id}/${value}`,
      ]) {
        const { status } = await harness.request(path);
        assert.ok(status < 500, `${path}: ${status}`);
      }
    }),
    { ...fuzzing, numRuns: fuzzing.numRuns / 2 },
  );
});

test('any name becomes one that is safe as a name, in a header and on a page', () => {
  fc.assert(
    fc.property(naughty, (name) => {
      const safe = safeFilename(name);
      assert.ok(safe.length > 0 && safe.length <= 150);
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      assert.doesNotMatch(safe, /[/\\\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|^[.\s]|[.\s]$/u);
      assert.equal(safeFilename(safe), safe, 'a safe name stays as it is');
      const header = contentDisposition('attachment', name);
      assert.match(header, /^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/);
      assert.equal(new Headers({ 'content-disposition': header }).get('content-disposition'), header);
      assert.equal(decodeURIComponent(/''(.*)$/.exec(header)?.[1] ?? ''), safe);
    }),
    { ...fuzzing, numRuns: fuzzing.numRuns * 10 },
  );
});
