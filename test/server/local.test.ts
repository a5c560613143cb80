// The adapter over the local service: the real client, a real protocol, real files. Only Python is played.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import OpenAI from 'openai';
import type { Annotation, FilePart, FileRef, MessagePage, OutputFile, Thread, ToolPart } from '../../protocol/index.ts';
import { createLocalService, type LocalService, type LocalServiceOptions } from '../../server/local/index.ts';
import { chunks, grow, Harness, ofType, Reading, textOf } from './support/harness.ts';

const services: LocalService[] = [];
after(() => Promise.all(services.map((service) => service.close())));

const table = new TextEncoder().encode('group,mean\na,2\nb,5\n');
const code = 'print("a: 2, b: 5")';

const played: Pick<LocalServiceOptions, 'python' | 'writeCode'> = {
  writeCode: (question) =>
    question.includes('mean')
      ? { kind: 'table', code, answer: () => 'See [mean.csv](sandbox:/mnt/data/mean.csv).' }
      : undefined,
  python: {
    status: 'ready',
    warm: () => {},
    close: () => Promise.resolve(),
    session: () => ({
      write: () => Promise.resolve(),
      run: () => Promise.resolve({ logs: 'a: 2, b: 5\n', files: [{ name: 'mean.csv', bytes: table }], shown: [] }),
      close: () => Promise.resolve(),
    }),
  } as unknown as NonNullable<LocalServiceOptions['python']>,
};

function harnessed(options: LocalServiceOptions = {}): Harness {
  const service = createLocalService({ ...played, ...options });
  services.push(service);
  const client = new OpenAI({ apiKey: 'local', baseURL: 'http://local.test/v1', fetch: service.fetch });
  return new Harness({ client } as Harness['upstream'], { responses: { model: 'local-rules' } });
}

async function newThread(harness: Harness): Promise<string> {
  return ((await (await harness.post('/threads', {})).json()) as Thread).id;
}

async function upload(harness: Harness, threadId: string, file: File): Promise<FileRef> {
  const body = new FormData();
  body.append('file', file);
  body.append('threadId', threadId);
  let ref = (await (await harness.request('/files', { method: 'POST', body })).json()) as FileRef;
  while (ref.status === 'processing') ref = await harness.json<FileRef>(`/files/${ref.id}`);
  return ref;
}

function ask(harness: Harness, id: string, text: string, files: FileRef[], messageId = 'u1'): Promise<Response> {
  const parts = [
    ...files.map(({ url, mediaType, filename }): FilePart => ({ type: 'file', url, mediaType, filename })),
    { type: 'text', text },
  ];
  return harness.post('/chat', { id, messages: [{ id: messageId, role: 'user', parts }] });
}

test('a question about an uploaded file is answered with the passage it rests on', async () => {
  const harness = harnessed();
  const threadId = await newThread(harness);
  const text = '# Terms 😀\n\nThe notice period is three months. The warranty ends after 24 months.\n';
  const file = await upload(harness, threadId, new File([text], 'terms.md', { type: 'text/markdown' }));
  const list = await chunks(await ask(harness, threadId, 'What is the notice period?', [file]));
  const streamed = grow(list);
  assert.match(textOf(streamed), /The notice period is three months/);
  const { data } = ofType(list, 'data-annotation')[0] as { data: Annotation };
  assert.deepEqual([data.kind, data.source.type === 'file' && data.source.filename], ['file_citation', 'terms.md']);
  assert.ok(data.source.id === file.id);
  const source = await (await harness.request(`/files/${file.id}/text`)).text();
  assert.equal(source.slice(data.quoteStart, data.quoteEnd), data.quote);
  assert.match(data.quote ?? '', /The notice period is three months\./);
  assert.equal(await (await harness.request(`/files/${file.id}/content`)).text(), text);

  const page = await harness.json<MessagePage>(`/threads/${threadId}/messages`);
  assert.deepEqual(
    page.data.map(({ role }) => role),
    ['user', 'assistant'],
  );
  assert.deepEqual(page.data[1]?.parts, streamed.parts);
  const [part] = page.data[0]!.parts as FilePart[];
  assert.deepEqual([part?.type, part?.filename, part?.url], ['file', 'terms.md', file.url]);
  assert.deepEqual(harness.errors, []);
});

test('code runs on an uploaded file, and what it writes comes back byte for byte', async () => {
  const harness = harnessed();
  const threadId = await newThread(harness);
  const file = await upload(
    harness,
    threadId,
    new File(['group,value\na,1\na,3\nb,5\n'], 'data.csv', { type: 'text/csv' }),
  );
  const list = await chunks(await ask(harness, threadId, 'What is the mean by group?', [file]));
  const streamed = grow(list);
  const tool = streamed.parts.find(({ type }) => type === 'tool-code_interpreter') as ToolPart;
  assert.equal((tool.input as { code: string }).code, code);
  assert.deepEqual(tool.output, { outputs: [{ type: 'logs', logs: 'a: 2, b: 5\n' }] });
  const told = ofType(list, 'data-file').map(({ data }) => data as OutputFile);
  assert.deepEqual(
    told.map(({ status }) => status),
    ['processing', 'ready'],
  );
  assert.equal(told[1]?.origin.toolCallId, tool.toolCallId);
  const [annotation] = ofType(list, 'data-annotation').map(({ data }) => data as Annotation);
  assert.equal(annotation?.marker, 'sandbox:/mnt/data/mean.csv');
  const content = await harness.request(new URL(told[1]!.url).pathname);
  assert.deepEqual(new Uint8Array(await content.arrayBuffer()), table);
  assert.match(content.headers.get('content-disposition') ?? '', /^attachment; filename="mean\.csv"/);
  const page = await harness.json<MessagePage>(`/threads/${threadId}/messages`);
  assert.deepEqual(page.data[1]?.parts, streamed.parts);
});

test('an answer is stopped, keeps what was said, and the thread goes on', async () => {
  const harness = harnessed({ pace: 30 });
  const reading = new Reading(await harness.send('c', 'Hello, what can you do?', 'u1'));
  await reading.until('text-delta');
  await harness.post('/chat/c/stop', {});
  const list = await reading.all();
  assert.deepEqual(
    list.slice(-2).map(({ type }) => type),
    ['abort', 'finish'],
  );
  const said = textOf(grow(list));
  assert.notEqual(said, '');

  const next = new Reading(await harness.send('c', 'And now?', 'u2'));
  await next.until('text-delta');
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(data.slice(0, 3).map(textOf), ['Hello, what can you do?', said, 'And now?']);
  await harness.post('/chat/c/stop', {});
  await next.all();
});

test('a run is read on by another instance', async () => {
  const service = createLocalService({ ...played, pace: 20 });
  services.push(service);
  const client = new OpenAI({ apiKey: 'local', baseURL: 'http://local.test/v1', fetch: service.fetch });
  const [one, two] = [0, 1].map(
    () => new Harness({ client } as Harness['upstream'], { responses: { model: 'local-rules' } }),
  );
  const threadId = await newThread(one!);
  const reading = new Reading(await one!.send(threadId, 'Hello, what can you do?'));
  await reading.until('text-delta');
  const replay = new Reading(await two!.request(`/chat/${threadId}/stream`));
  await replay.all();
  await reading.all();
  assert.deepEqual(replay.seen, reading.seen);
});

test('messages are edited and answered anew', async () => {
  const harness = harnessed();
  const first = grow(await chunks(await harness.send('c', 'Hello', 'u1')));
  const again = grow(
    await chunks(await harness.post('/chat', { id: 'c', messages: [], trigger: 'regenerate-message' })),
  );
  assert.equal(again.id, first.id);
  await chunks(await harness.send('c', 'Good day', 'u1', { messageId: 'u1' }));
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(
    data.map(({ role }) => role),
    ['user', 'assistant'],
  );
  assert.equal(textOf(data[0]!), 'Good day');
  assert.equal((await harness.request('/threads/c', { method: 'DELETE' })).status, 204);
  assert.deepEqual(harness.errors, []);
});
