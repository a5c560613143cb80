import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorBody, FilePart, FileRef, MessagePage, OutputFile, Thread } from '../../protocol/index.ts';
import { memoryStore } from '../../server/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { chunks, grow, Harness, ofType, origin, textOf } from './support/harness.ts';
import { message } from './support/response-events.ts';

function answering(): FakeOpenAI {
  return new FakeOpenAI(() => [{ item: message('ok') }]);
}

function form(file: File, threadId?: string): RequestInit {
  const body = new FormData();
  body.append('file', file);
  if (threadId !== undefined) body.append('threadId', threadId);
  return { method: 'POST', body };
}

async function upload(harness: Harness, file: File, threadId?: string): Promise<FileRef> {
  const response = await harness.request('/files', form(file, threadId));
  assert.equal(response.status, 201);
  return (await response.json()) as FileRef;
}

async function newThread(harness: Harness): Promise<string> {
  return ((await (await harness.post('/threads', {})).json()) as Thread).id;
}

function ask(harness: Harness, id: string, text: string, files: FilePart[], messageId = 'u1'): Promise<Response> {
  const parts = [...files, ...(text ? [{ type: 'text', text }] : [])];
  return harness.post('/chat', { id, messages: [{ id: messageId, role: 'user', parts }] });
}

function partOf({ url, mediaType, filename }: FileRef): FilePart {
  return { type: 'file', url, mediaType, filename };
}

const notes = () => new File(['The notice period is three months.'], 'notes.txt', { type: 'text/plain' });
const csv = () => new File(['a,1\nb,2\n'], 'data.csv', { type: 'text/csv' });

test('an upload joins its thread: its search, its code interpreter, its later messages', async () => {
  const harness = new Harness(answering());
  const { upstream } = harness;
  const threadId = await newThread(harness);
  const file = await upload(harness, notes(), threadId);
  assert.deepEqual([file.filename, file.mediaType, file.bytes, file.status], ['notes.txt', 'text/plain', 34, 'ready']);
  assert.equal(await (await harness.request(new URL(file.url).pathname)).text(), await notes().text());
  await upload(harness, csv(), threadId);
  assert.equal(upstream.indexed.size, 1);
  const [storeId, indexed] = [...upstream.indexed][0]!;
  const [notesId, csvId] = [...upstream.uploads.keys()];
  assert.deepEqual(
    indexed.map(({ fileId }) => fileId),
    [notesId],
  );

  await chunks(await ask(harness, threadId, 'Look', []));
  assert.deepEqual(upstream.creates[0]?.tools, [
    { type: 'code_interpreter', container: { type: 'auto', file_ids: [notesId, csvId] } },
    { type: 'file_search', vector_store_ids: [storeId] },
  ]);
});

test('uploads at the same time all join the thread, and share one index', async () => {
  const harness = new Harness(answering());
  const threadId = await newThread(harness);
  const files = Array.from(
    { length: 8 },
    (_, number) => new File([`text ${number}`], `${number}.txt`, { type: 'text/plain' }),
  );
  await Promise.all(files.map((file) => upload(harness, file, threadId)));
  assert.equal(harness.upstream.indexed.size, 1);
  await chunks(await ask(harness, threadId, 'Look', []));
  const container = harness.upstream.creates[0]?.tools?.[0]?.['container'] as { file_ids: string[] };
  assert.equal(new Set(container.file_ids).size, 8);
});

test('a file of a message is noted for the model where no user can write, and comes back with the message', async () => {
  const harness = new Harness(answering());
  const threadId = await newThread(harness);
  const image = await upload(harness, new File(['GIF89a'], 'dot.gif', { type: 'image/gif' }), threadId);
  const pdf = await upload(harness, new File(['%PDF-1.7'], 'terms.pdf', { type: 'application/pdf' }), threadId);
  const table = await upload(harness, csv(), threadId);
  await chunks(await ask(harness, threadId, 'Compare', [partOf(image), partOf(pdf), partOf(table)]));
  const [note, question] = harness.upstream.items;
  const [imageId, pdfId, csvId] = [...harness.upstream.uploads.keys()];
  assert.equal(note?.['role'], 'developer');
  assert.deepEqual(question?.['content'], [
    { type: 'input_image', file_id: imageId, detail: 'auto' },
    { type: 'input_file', file_id: pdfId },
    { type: 'input_text', text: 'Compare' },
  ]);
  const lines = (note!['content'] as { text: string }[])[0]?.text
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as object);
  assert.deepEqual(lines?.at(-1), {
    id: csvId,
    name: 'data.csv',
    type: 'text/csv',
    bytes: 8,
    path: '/mnt/data/data.csv',
  });

  const { data } = await harness.json<MessagePage>('/threads/' + threadId + '/messages');
  assert.equal(data.length, 2);
  const parts = data[0]!.parts as FilePart[];
  assert.deepEqual(
    parts.map(({ type, filename, mediaType }) => [type, filename, mediaType]),
    [
      ['file', 'dot.gif', 'image/gif'],
      ['file', 'terms.pdf', 'application/pdf'],
      ['file', 'data.csv', 'text/csv'],
      ['text', undefined, undefined],
    ],
  );
  assert.equal(await (await harness.request(new URL(parts[2]!.url).pathname)).text(), 'a,1\nb,2\n');
});

test('a message may be files alone; nothing is put into the user’s mouth', async () => {
  const harness = new Harness(answering());
  const file = await upload(harness, csv());
  await chunks(await ask(harness, 'c', '', [partOf(file)]));
  const { data } = await harness.json<MessagePage>('/threads/c/messages');
  assert.deepEqual(
    data[0]?.parts.map(({ type }) => type),
    ['file'],
  );
  assert.equal((await harness.json<Thread>('/threads/c')).title, 'data.csv');
});

test('a file that was uploaded before there was a thread joins it with its message', async () => {
  const harness = new Harness(answering());
  const file = await upload(harness, notes());
  assert.equal(harness.upstream.indexed.size, 0);
  await chunks(await ask(harness, 'c', 'Look', [partOf(file)]));
  assert.equal(harness.upstream.indexed.size, 1);
  assert.equal(harness.upstream.creates[0]?.tools?.length, 2);
});

test('a file is known by its handle where the page says so, whatever its address', async () => {
  const harness = new Harness(answering());
  const file = await upload(harness, csv());
  const part = { ...partOf(file), url: 'https://cdn.test/x', providerMetadata: { kit: { fileId: file.id } } };
  await chunks(await ask(harness, 'c', 'Look', [part]));
  assert.equal(harness.upstream.items[0]?.['role'], 'developer');
});

test('files that come inside the message are uploaded once, under the limits', async () => {
  const harness = new Harness(answering(), { limits: { maxFileBytes: 100, maxFiles: 2, accept: '.csv,text/plain' } });
  const inline = (text: string, filename = 'x.csv', mediaType = 'text/csv') =>
    ({ type: 'file', filename, mediaType, url: `data:${mediaType};base64,${btoa(text)}` }) as const;
  const earlier = { id: 'u0', role: 'user', parts: [inline('old')] };
  const newest = { id: 'u1', role: 'user', parts: [inline('new,1'), { type: 'text', text: 'Sum' }] };
  await chunks(await harness.post('/chat', { id: 'c', messages: [earlier, newest] }));
  assert.equal(harness.upstream.uploads.size, 1);
  assert.equal(await [...harness.upstream.uploads.values()][0]?.text(), 'new,1');
  const refused: [FilePart[], number, string][] = [
    [[inline('x'.repeat(101))], 413, 'file_too_large'],
    [[inline('a'), inline('b'), inline('c')], 400, 'too_many_files'],
    [[inline('x', 'a.exe', 'application/x-msdownload')], 415, 'unsupported_file_type'],
    [[{ ...inline('x'), url: 'data:text/csv;base64,%%%' }], 400, 'invalid_request'],
    [[{ ...inline('x'), url: 'https://evil.test/x.csv' }], 400, 'unsupported_url'],
    [[{ ...inline('x'), url: 'http://169.254.169.254/latest' }], 400, 'unsupported_url'],
    [[{ ...inline('x'), url: `${origin}/files/file.a.b.c/content` }], 404, 'not_found'],
  ];
  for (const [files, status, code] of refused) {
    const response = await ask(harness, 'c', 'x', files, 'u2');
    assert.equal(response.status, status, code);
    assert.equal(((await response.json()) as ErrorBody).error.code, code);
  }
  assert.equal(harness.upstream.uploads.size, 1);
});

test('what a person uploaded can be read, though the service does not give it back', async () => {
  const harness = new Harness(answering());
  const file = await upload(harness, csv());
  const response = await harness.request(`/files/${file.id}/content`);
  assert.equal(await response.text(), 'a,1\nb,2\n');
  assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="data\.csv"/);
  assert.equal(harness.upstream.count('GET', /content/), 0);
  const elsewhere = new Harness(harness.upstream);
  const gone = await elsewhere.request(`/files/${file.id}/content`);
  assert.equal(gone.status, 410);
  assert.equal(((await gone.json()) as ErrorBody).error.code, 'file_gone');
  const ref = await elsewhere.json<FileRef>(`/files/${file.id}`);
  assert.deepEqual([ref.filename, ref.bytes, ref.status], ['data.csv', 8, 'ready']);
});

test('a file says how far it is, and its text can be read where citations point to', async () => {
  const harness = new Harness(answering());
  const threadId = await newThread(harness);
  const file = await upload(harness, notes(), threadId);
  const entry = [...harness.upstream.indexed.values()][0]![0]!;
  entry.status = 'in_progress';
  assert.equal((await harness.json<FileRef>(`/files/${file.id}`)).status, 'processing');
  entry.status = 'failed';
  const failed = await harness.json<FileRef>(`/files/${file.id}`);
  assert.deepEqual(
    [failed.status, failed.indexed, failed.error],
    ['ready', undefined, 'Could not be searched: its text could not be read.'],
  );
  entry.status = 'completed';
  const { status, indexed, error } = await harness.json<FileRef>(`/files/${file.id}`);
  assert.deepEqual([status, indexed, error], ['ready', true, undefined]);
  assert.equal(await (await harness.request(`/files/${file.id}/text`)).text(), 'The notice period is three months.');
});

test('a message waits until its files can be searched', async () => {
  const upstream = answering();
  const harness = new Harness(upstream);
  const threadId = await newThread(harness);
  const file = await upload(harness, notes(), threadId);
  const entry = [...upstream.indexed.values()][0]![0]!;
  entry.status = 'in_progress';
  let looks = 0;
  upstream.intercept = (request) => {
    if (request.method === 'GET' && /vector_stores/.test(request.url) && ++looks === 3) entry.status = 'completed';
    return undefined;
  };
  await chunks(await ask(harness, threadId, 'Look', [partOf(file)]));
  assert.ok(looks >= 3);
});

test('a file is removed everywhere', async () => {
  const harness = new Harness(answering());
  const threadId = await newThread(harness);
  const file = await upload(harness, notes(), threadId);
  assert.equal((await harness.request(`/files/${file.id}`, { method: 'DELETE' })).status, 204);
  assert.equal(harness.upstream.uploads.size, 0);
  assert.equal((await harness.request(`/files/${file.id}/content`)).status, 404);
  await chunks(await ask(harness, threadId, 'Look', []));
  assert.deepEqual(harness.upstream.creates[0]?.tools?.[0], { type: 'code_interpreter', container: { type: 'auto' } });
});

test('deleting a thread deletes its files, their index and our copies', async () => {
  const harness = new Harness(answering());
  const threadId = await newThread(harness);
  const file = await upload(harness, notes(), threadId);
  await harness.request(`/threads/${threadId}`, { method: 'DELETE' });
  assert.equal(harness.upstream.uploads.size + harness.upstream.indexed.size, 0);
  assert.equal((await harness.request(`/files/${file.id}/content`)).status, 404);
});

const container_id = 'cntr_0123456789abcdef';
const target = 'sandbox:/mnt/data/mean.csv';

function writing(): FakeOpenAI {
  const at = { start_index: 7, end_index: 7 + target.length };
  const cited = { type: 'container_file_citation', container_id, file_id: 'cfile_mean', filename: 'mean.csv', ...at };
  const upstream = new FakeOpenAI(() => [{ item: message(`[Mean](${target})`, [cited]) }]);
  upstream.containerFiles.set('cfile_mean', { path: '/mnt/data/mean.csv', bytes: new Uint8Array([0, 255, 10, 13]) });
  return upstream;
}

test('a file that the assistant wrote is copied while it answers, and told when it is there', async () => {
  const upstream = writing();
  const harness = new Harness(upstream);
  const list = await chunks(await harness.send('c', 'Go'));
  const told = ofType(list, 'data-file').map(({ data }) => data as OutputFile);
  assert.deepEqual(
    told.map(({ status, bytes }) => [status, bytes]),
    [
      ['processing', null],
      ['ready', 4],
    ],
  );
  const [file] = ofType(list, 'file');
  assert.deepEqual(file, {
    type: 'file',
    url: told[0]!.url,
    mediaType: 'text/csv',
    providerMetadata: { kit: { fileId: told[0]!.id, filename: 'mean.csv' } },
  });
  const types = list.map(({ type }) => type);
  assert.ok(types.indexOf('file') < types.indexOf('finish-step'));

  upstream.containerFiles.clear();
  const response = await harness.request(new URL(file!.url).pathname);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), new Uint8Array([0, 255, 10, 13]));
});

const code = { type: 'code_interpreter_call', id: 'ci_1', container_id, code: 'x', outputs: [], status: 'completed' };

test('files that code wrote are told although no text speaks of them, those of earlier answers excepted', async () => {
  const upstream = new FakeOpenAI(() => [{ item: code }, { item: message('Done.') }]);
  const bytes = new Uint8Array([1, 2, 3]);
  upstream.containerFiles.set('cfile_old', { path: '/mnt/data/old.csv', bytes, createdAt: 1_600_000_000 });
  upstream.containerFiles.set('cfile_new', { path: '/mnt/data/a b/new.csv', bytes });
  upstream.containerFiles.set('cfile_plot', { path: '/mnt/data/cfile_plot.png', bytes });
  const harness = new Harness(upstream);
  const told = ofType(await chunks(await harness.send('c', 'Go')), 'data-file').map(({ data }) => data as OutputFile);
  assert.deepEqual(
    told.map(({ filename, status, origin }) => [filename, status, origin?.toolCallId]),
    [
      ['new.csv', 'processing', 'ci_1'],
      ['image.png', 'processing', 'ci_1'],
      ['new.csv', 'ready', 'ci_1'],
      ['image.png', 'ready', 'ci_1'],
    ],
  );
});

test('a container that does not tell what is in it holds no answer up', async () => {
  const upstream = new FakeOpenAI(() => [{ item: code }, { item: message('Done.') }]);
  upstream.intercept = ({ url }) =>
    /containers\/\w+\/files/.test(url) ? new Response('{}', { status: 500 }) : undefined;
  const harness = new Harness(upstream);
  const list = await chunks(await harness.send('c', 'Go'));
  assert.equal(textOf(grow(list)), 'Done.');
  assert.equal(list.at(-1)?.type, 'finish');
  assert.equal(harness.errors.length, 1);
});

test('a file that cannot be fetched is told as failed, in our words, and the answer stands', async () => {
  const upstream = writing();
  upstream.containerFiles.clear();
  const harness = new Harness(upstream);
  const list = await chunks(await harness.send('c', 'Go'));
  const last = ofType(list, 'data-file').at(-1)?.data as OutputFile;
  assert.deepEqual(
    [last.status, last.gone, last.error],
    ['failed', true, 'This file is no longer available. Ask the assistant to make it again.'],
  );
  assert.deepEqual(ofType(list, 'file'), []);
  assert.equal(list.at(-1)?.type, 'finish');
  assert.equal(harness.errors.length, 1);
});

test('a file whose sending breaks off is fetched again', async () => {
  const upstream = writing();
  let sent = 0;
  upstream.intercept = ({ url }) => {
    if (!url.endsWith('/content') || ++sent === 3) return undefined;
    const cut = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([0]));
        controller.error(new TypeError('terminated'));
      },
    });
    return new Response(cut);
  };
  const harness = new Harness(upstream);
  const told = ofType(await chunks(await harness.send('c', 'Go')), 'data-file').at(-1)?.data as OutputFile;
  assert.deepEqual([told.status, told.bytes, sent, harness.errors.length], ['ready', 4, 3, 0]);
});

test('a result that is gone says so in history, and its address too; one that was copied outlives its container', async () => {
  const upstream = writing();
  const store = memoryStore();
  const harness = new Harness(upstream, { store });
  await chunks(await harness.send('c', 'Go'));
  upstream.containerFiles.clear();
  const resultOf = async (from: Harness) => {
    const { data } = await from.json<MessagePage>('/threads/c/messages');
    return data.at(-1)?.parts.find(({ type }) => type === 'data-file') as { data: OutputFile };
  };
  const kept = (await resultOf(harness)).data;
  assert.deepEqual([kept.status, kept.gone, kept.bytes], ['ready', undefined, 4]);
  assert.equal((await harness.request(new URL(kept.url).pathname)).status, 200);

  const elsewhere = new Harness(upstream, { store });
  const gone = (await resultOf(elsewhere)).data;
  assert.deepEqual([gone.status, gone.gone], ['failed', true]);
  const response = await elsewhere.request(new URL(gone.url).pathname);
  assert.equal(response.status, 410);
  const { error } = (await response.json()) as ErrorBody;
  assert.deepEqual([error.code, error.message], ['file_gone', gone.error]);
});

test('an output file can be attached to a later message', async () => {
  const harness = new Harness(writing());
  const first = grow(await chunks(await harness.send('c', 'Go')));
  const file = first.parts.find(({ type }) => type === 'file') as FilePart;
  await chunks(await ask(harness, 'c', 'Again', [file], 'u2'));
  const copied = [...harness.upstream.uploads.values()][0];
  assert.deepEqual([copied?.name, copied?.size], ['mean.csv', 4]);
});

test('a drawn image is a file like any other', async () => {
  const upstream = new FakeOpenAI(() => [
    { item: { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'iVBORw0KGgo=' } },
  ]);
  const harness = new Harness(upstream, { responses: { tools: { imageGeneration: { quality: 'low' } } } });
  const list = await chunks(await harness.send('c', 'Draw'));
  const [file] = ofType(list, 'file');
  assert.deepEqual(upstream.creates[0]?.tools?.at(-1), { type: 'image_generation', quality: 'low' });
  const path = new URL(file!.url).pathname;
  const response = await harness.request(path);
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.match(response.headers.get('content-disposition') ?? '', /^inline/);
  assert.equal((await response.arrayBuffer()).byteLength, 8);
  // Without our copy it is still in the conversation.
  assert.equal((await (await new Harness(upstream).request(path)).arrayBuffer()).byteLength, 8);
});

test('what is no upload is refused with the reason', async () => {
  const harness = new Harness(answering(), { limits: { maxFileBytes: 1000, accept: 'text/*' } });
  const cases: [RequestInit, number, RegExp][] = [
    [form(new File(['x'.repeat(1001)], 'a.txt', { type: 'text/plain' })), 413, /at most 1000 bytes/],
    [form(new File(['x'.repeat(200_000)], 'a.txt', { type: 'text/plain' })), 413, /at most 1000 bytes/],
    [form(new File(['GIF89a'], 'a.gif', { type: 'image/gif' })), 415, /not accepted/],
    [form(new File(['GIF89a'], 'a.txt', { type: 'text/plain' })), 415, /not accepted/],
    [form(new File([], 'a.txt', { type: 'text/plain' })), 400, /empty/],
    [{ method: 'POST', body: new FormData() }, 400, /multipart/],
    [{ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, 400, /multipart/],
    [
      { method: 'POST', body: '--x\r\nbroken', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      400,
      /multipart/,
    ],
    [{ method: 'POST' }, 400, /multipart/],
    [form(notes(), 'thread.a.b.c'), 404, /not yours/],
  ];
  for (const [init, status, words] of cases) {
    const response = await harness.request('/files', init);
    assert.equal(response.status, status, String(words));
    assert.match(((await response.json()) as ErrorBody).error.message, words);
  }
  assert.equal(harness.upstream.calls.length, 0);
});

test('an upload that says nothing of its length, or lies about it, is counted as it comes in', async () => {
  const harness = new Harness(answering(), { limits: { maxFileBytes: 1000 } });
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent++;
      if (sent > 10_000) controller.close();
      else controller.enqueue(new Uint8Array(16_384));
    },
  });
  const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
  const response = await harness.request('/files', init as RequestInit);
  assert.equal(response.status, 413);
  assert.ok(sent < 100, `${sent} pieces were read`);
});

test('names that could do harm are made harmless', async () => {
  const harness = new Harness(answering());
  const file = await upload(harness, new File(['x'], '../../<b>\u202Etxt.exe', { type: 'text/html' }));
  assert.equal(file.filename, '<b>txt.exe');
  assert.equal([...harness.upstream.uploads.values()][0]?.name, '<b>txt.exe');
});

test('the text of the answer is never changed', async () => {
  const harness = new Harness(writing());
  assert.equal(textOf(grow(await chunks(await harness.send('c', 'Go')))), `[Mean](${target})`);
});
