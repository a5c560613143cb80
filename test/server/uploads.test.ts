import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody, FileRef, Thread, Upload } from '../../protocol/index.ts';
import { memoryFileStore, memoryStore } from '../../server/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { MemoryR2Bucket } from '../support/r2-bucket.ts';
import { r2FileStore } from '../../server/stores/r2-file-store.ts';
import { Harness, type HarnessOptions } from './support/harness.ts';

const text = 'The notice period is three months.';
const limits = { partBytes: 10 };

function harnessOf(options: HarnessOptions = {}): Harness {
  return new Harness(new FakeOpenAI(), { limits, ...options });
}

async function begin(harness: Harness, more: object = {}): Promise<Upload> {
  const request = { filename: 'notes.txt', bytes: text.length, mediaType: 'text/plain', ...more };
  const response = await harness.post('/uploads', request);
  assert.equal(response.status, 201);
  return (await response.json()) as Upload;
}

function partOf(number: number): string {
  return text.slice((number - 1) * 10, number * 10);
}

function put(harness: Harness, { id }: Upload, number: number, body: BodyInit = partOf(number)): Promise<Response> {
  return harness.request(`/uploads/${id}/parts/${number}`, { method: 'PUT', body });
}

function complete(harness: Harness, { id }: Upload): Promise<Response> {
  return harness.request(`/uploads/${id}/complete`, { method: 'POST' });
}

async function refusal(response: Response, status: number, words: RegExp): Promise<void> {
  assert.equal(response.status, status);
  assert.match(((await response.json()) as ErrorBody).error.message, words);
}

test('a file comes in parts, in any order, joins its thread and can be read again', async () => {
  const harness = harnessOf();
  const { id: threadId } = (await (await harness.post('/threads', {})).json()) as Thread;
  const upload = await begin(harness, { threadId });
  assert.deepEqual([upload.bytes, upload.partBytes, upload.parts], [text.length, 10, []]);
  assert.ok(upload.expiresAt > Date.now());
  for (const number of [3, 1, 4, 2]) assert.equal((await put(harness, upload, number)).status, 204);
  const response = await complete(harness, upload);
  assert.equal(response.status, 201);
  const file = (await response.json()) as FileRef;
  assert.deepEqual([file.filename, file.mediaType, file.bytes], ['notes.txt', 'text/plain', text.length]);

  const [[fileId, sent]] = [...harness.upstream.uploads] as [[string, File]];
  assert.deepEqual([sent.name, await sent.text()], ['notes.txt', text]);
  const [indexed] = [...harness.upstream.indexed.values()];
  assert.deepEqual(indexed, [{ fileId, status: 'completed' }]);
  assert.equal(await (await harness.request(`/files/${file.id}/content`)).text(), text);
});

test('parts are as large as the copies want them, and each is one of the copy', async () => {
  const bucket = new MemoryR2Bucket();
  const harness = harnessOf({ files: r2FileStore(bucket) });
  const bytes = Uint8Array.from({ length: 6_000_000 }, (_, index) => (index * 31) % 251);
  const upload = await begin(harness, { filename: 'a.bin', bytes: bytes.length, mediaType: '' });
  assert.equal(upload.partBytes, 5 * 1024 * 1024);
  for (const number of [2, 1]) {
    const part = bytes.subarray((number - 1) * upload.partBytes, number * upload.partBytes);
    assert.equal((await put(harness, upload, number, part)).status, 204);
  }
  const { url } = (await (await complete(harness, upload)).json()) as FileRef;
  assert.deepEqual([bucket.objects.size, bucket.uploads.size], [2, 0]);
  const headers = { range: 'bytes=5242870-5242890' };
  const response = await harness.request(new URL(url).pathname, { headers });
  assert.equal(response.status, 206);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes.slice(5_242_870, 5_242_891));

  const given = await begin(harness, { bytes: bytes.length });
  await put(harness, given, 1, bytes.subarray(0, upload.partBytes));
  await harness.request(`/uploads/${given.id}`, { method: 'DELETE' });
  assert.equal(bucket.uploads.size, 0);
});

test('it is told which parts are there, and only those that are missing need to be sent', async () => {
  const harness = harnessOf();
  const upload = await begin(harness);
  await put(harness, upload, 3);
  await put(harness, upload, 1);
  assert.deepEqual((await harness.json<Upload>(`/uploads/${upload.id}`)).parts, [1, 3]);
  await refusal(await complete(harness, upload), 409, /missing/);
  await put(harness, upload, 2);
  await put(harness, upload, 4);
  assert.equal((await complete(harness, upload)).status, 201);
});

test('a part that is sent again takes the place of the first', async () => {
  const harness = harnessOf();
  const upload = await begin(harness);
  for (const number of [1, 2, 3, 4]) await put(harness, upload, number);
  await put(harness, upload, 2, 'o'.repeat(10));
  const file = (await (await complete(harness, upload)).json()) as FileRef;
  const [sent] = [...harness.upstream.uploads.values()];
  assert.equal(await sent?.text(), text.replace(partOf(2), 'o'.repeat(10)));
  assert.equal(await (await harness.request(`/files/${file.id}/content`)).text(), await sent?.text());
});

test('a part has the size it must have, and is refused as soon as it is larger', async () => {
  const harness = harnessOf();
  const upload = await begin(harness);
  await refusal(await put(harness, upload, 1, 'short'), 400, /10 bytes/);
  await refusal(await put(harness, upload, 4, partOf(1)), 400, /4 bytes/);
  for (const number of ['0', '5', '1.5', 'x', '-1']) {
    await refusal(await put(harness, upload, number as unknown as number, 'x'), 404, /not yours/);
  }
  let pieces = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pieces++;
      controller.enqueue(new Uint8Array(4));
    },
  });
  const init = { method: 'PUT', body: endless, duplex: 'half' } as RequestInit;
  assert.equal((await harness.request(`/uploads/${upload.id}/parts/1`, init)).status, 400);
  assert.ok(pieces < 10, `${pieces} pieces were read`);
  const lying = { method: 'PUT', body: 'x', headers: { 'content-length': '7' } };
  await refusal(await harness.request(`/uploads/${upload.id}/parts/1`, lying), 400, /10 bytes/);
  assert.equal(harness.upstream.count('POST', /parts/), 0);
});

test('what is no upload is refused before anything is asked of the service', async () => {
  const harness = harnessOf({ limits: { ...limits, maxFileBytes: 1000, accept: 'text/*' } });
  const cases: [unknown, number, RegExp][] = [
    [{ filename: 'a.txt', bytes: 1001 }, 413, /at most 1000 bytes/],
    [{ filename: 'a.png', bytes: 5, mediaType: 'image/png' }, 415, /not accepted/],
    [{ filename: 'a.txt', bytes: 0 }, 400, /bytes/],
    [{ filename: 'a.txt', bytes: 1.5 }, 400, /bytes/],
    [{ filename: '', bytes: 5 }, 400, /filename/],
    [{ filename: 'a.txt', bytes: 5, threadId: 7 }, 400, /threadId/],
    [{ filename: 'a.txt', bytes: 5, threadId: 'thread.a.b.c' }, 404, /not yours/],
    ['nonsense', 400, /JSON/],
    ['[]', 400, /filename/],
    ['', 400, /filename/],
  ];
  for (const [body, status, words] of cases) await refusal(await harness.post('/uploads', body), status, words);
  assert.equal(harness.upstream.calls.length, 0);
});

test('an upload is nothing to anybody but its owner', async () => {
  const harness = harnessOf();
  const upload = await begin(harness);
  harness.user = 'bob';
  for (const response of [
    await harness.request(`/uploads/${upload.id}`),
    await put(harness, upload, 1),
    await complete(harness, upload),
    await harness.request(`/uploads/${upload.id}`, { method: 'DELETE' }),
    await harness.request('/uploads/upload_1'),
  ]) {
    await refusal(response, 404, /not yours/);
  }
  assert.equal(harness.upstream.calls.length, 1);
});

test('a canceled upload is over here and at the service', async () => {
  const harness = harnessOf();
  const upload = await begin(harness);
  await put(harness, upload, 1);
  assert.equal((await harness.request(`/uploads/${upload.id}`, { method: 'DELETE' })).status, 204);
  assert.deepEqual(
    [...harness.upstream.sessions.values()].map(({ status }) => status),
    ['cancel'],
  );
  await refusal(await put(harness, upload, 2), 410, /over/);
  await refusal(await complete(harness, upload), 410, /over/);
});

test('a completion can be asked for again when its answer was lost, and makes one file', async () => {
  const harness = harnessOf();
  const upload = await begin(harness);
  for (const number of [1, 2, 3, 4]) await put(harness, upload, number);
  const both = await Promise.all([complete(harness, upload), complete(harness, upload)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  const again = (await (await complete(harness, upload)).json()) as FileRef;
  const first = (await both.find(({ ok }) => ok)!.json()) as FileRef;
  assert.deepEqual(again, first);
  assert.equal(harness.upstream.uploads.size, 1);
  assert.equal(await (await harness.request(`/files/${again.id}/content`)).text(), text);
  assert.equal((await harness.request(`/uploads/${upload.id}`, { method: 'DELETE' })).status, 204);
  assert.equal(harness.upstream.uploads.size, 1);
});

test('a completion that failed half way goes on from there', async () => {
  const harness = harnessOf();
  const { id: threadId } = (await (await harness.post('/threads', {})).json()) as Thread;
  const upload = await begin(harness, { threadId });
  for (const number of [1, 2, 3, 4]) await put(harness, upload, number);
  const down = new Response('{}', { status: 503 });
  harness.upstream.intercept = ({ url }) => (url.includes('/vector_stores') ? down.clone() : undefined);
  assert.equal((await complete(harness, upload)).status, 503);
  harness.upstream.intercept = undefined;
  assert.equal((await complete(harness, upload)).status, 201);
  assert.equal(harness.upstream.count('POST', /complete/), 1);
});

test('any process takes the next part, where they share a store', async () => {
  const shared = { store: memoryStore(), files: memoryFileStore() };
  const upstream = new FakeOpenAI();
  const [one, two] = [new Harness(upstream, { limits, ...shared }), new Harness(upstream, { limits, ...shared })];
  const upload = await begin(one!);
  for (const number of [1, 2, 3, 4]) await put(number % 2 ? one! : two!, upload, number);
  assert.equal((await complete(two!, upload)).status, 201);
});

test('the first part tells what the file really is', async () => {
  const harness = harnessOf({ limits: { ...limits, accept: 'image/*,text/plain' } });
  const page = await begin(harness, { filename: 'photo.png', mediaType: 'image/png', bytes: 20 });
  await refusal(await put(harness, page, 1, '<html><bod'), 415, /not accepted/);
  await refusal(await put(harness, page, 2, 'y></body>!'), 410, /over/);

  const upload = await begin(harness, { filename: 'photo.png', mediaType: 'image/png' });
  for (const number of [1, 2, 3, 4]) await put(harness, upload, number);
  assert.equal(((await (await complete(harness, upload)).json()) as FileRef).mediaType, 'text/plain');
});

test('names are harmless on every way in', async () => {
  const harness = harnessOf();
  for (const [name, safe] of [
    ['../../x', 'x'],
    ['a"b\r\nc.txt', 'a"bc.txt'],
    ['😀'.repeat(63) + '.txt', '😀'.repeat(63) + '.txt'],
    ['..', 'file'],
  ] as const) {
    const upload = await begin(harness, { filename: name });
    for (const number of [1, 2, 3, 4]) await put(harness, upload, number);
    const file = (await (await complete(harness, upload)).json()) as FileRef;
    const body = new FormData();
    body.append('file', new File([text], name));
    const whole = await harness.json<FileRef>('/files', { method: 'POST', body });
    for (const each of [file, whole]) {
      // A form writes a quote and line ends in its own way.
      assert.equal(each.filename.replaceAll(/%22/g, '"').replaceAll(/%0[AD]/gi, ''), safe);
      const { headers } = await harness.request(`/files/${each.id}/content`);
      assert.match(
        headers.get('content-disposition') ?? '',
        /^[\x20-\x7e]+; filename="[^"\\%]*"; filename\*=UTF-8''\S+$/,
      );
    }
  }
});

test('a service that knows no such uploads is no failure of the file', async () => {
  const harness = harnessOf();
  harness.upstream.intercept = ({ url }) =>
    url.endsWith('/uploads') ? new Response('{}', { status: 404 }) : undefined;
  assert.equal((await harness.post('/uploads', { filename: 'a.txt', bytes: 5 })).status, 501);
});
