import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDisposition } from '../../../server/files/content-disposition.ts';
import { fileResponse } from '../../../server/files/file-response.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function file(content: string | Uint8Array<ArrayBuffer>, name: string, type: string, lastModified = 1): File {
  return new File([content], name, { type, lastModified });
}

function get(kept: Parameters<typeof fileResponse>[0], headers: Record<string, string> = {}, method = 'GET') {
  return fileResponse(kept, 'file-1', new Request('https://app.test/', { method, headers }));
}

test('images and plain text are shown, everything else is saved', async () => {
  const shown = [
    file(png, 'a.png', 'image/png'),
    file('GIF89a…', 'a.gif', 'image/gif'),
    file('<b>', 'a.txt', 'text/plain'),
  ];
  for (const item of shown) {
    const { headers } = await get(item);
    assert.match(headers.get('content-disposition') ?? '', /^inline/, item.name);
  }
  const saved: [string, string, string][] = [
    ['a.svg', 'image/svg+xml', 'image/svg+xml'],
    ['a.pdf', 'application/pdf', 'application/pdf'],
    ['a.csv', 'text/csv', 'text/csv'],
    ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ''],
    ['a', '', 'application/octet-stream'],
    ['a', 'no type', 'application/octet-stream'],
  ];
  for (const [name, type, served] of saved) {
    const { headers } = await get(file('<script>', name, type));
    assert.match(headers.get('content-disposition') ?? '', /^attachment/, name);
    assert.equal(headers.get('content-type'), served || type);
  }
});

test('what a browser would render or run leaves without its type, so that no page can load it either', async () => {
  const types = [
    'text/html',
    'application/xhtml+xml',
    'application/xml',
    'text/xml',
    'application/rss+xml',
    'application/mathml+xml',
    'application/mathml-presentation+xml',
    'text/xsl',
    'application/xslt+xml',
    'text/javascript',
    'application/x-javascript',
    'application/ecmascript',
    'text/css',
    'application/wasm',
  ];
  for (const type of types) {
    const { headers } = await get(file('<script>', 'a', type));
    assert.equal(headers.get('content-type'), 'application/octet-stream', type);
    assert.match(headers.get('content-disposition') ?? '', /^attachment/, type);
  }
});

test('a file that only claims to be an image is saved, as bytes', async () => {
  const { headers } = await get(file('<script>alert(1)</script>', 'a.png', 'image/png'));
  assert.match(headers.get('content-disposition') ?? '', /^attachment/);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
});

test('nothing in a file can run on the adapter’s origin', async () => {
  for (const headers of [{}, { range: 'bytes=0-1' }, { range: 'bytes=99-' }]) {
    const response = await get(file('<script>', 'a.html', 'text/html'), headers);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('content-security-policy'), "sandbox; default-src 'none'");
    assert.match(response.headers.get('cache-control') ?? '', /private/);
  }
});

test('a name is safe in the header and keeps its letters', () => {
  assert.equal(
    contentDisposition('attachment', 'Zürich "1".csv'),
    `attachment; filename="Z_rich _1_.csv"; filename*=UTF-8''Z%C3%BCrich%20%221%22.csv`,
  );
  for (const name of ['a\r\nb: c', '"; x="', "it's (1)*.txt", '%41', '\ud800', '日本']) {
    const value = contentDisposition('inline', name);
    assert.doesNotMatch(value, /[\r\n]/);
    assert.equal(new Headers({ 'content-disposition': value }).get('content-disposition'), value);
  }
});

test('a part of a file can be asked for', async () => {
  const text = file('0123456789', 'a.txt', 'text/plain');
  const parts: [string, number, string, string | null][] = [
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['Bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    [`bytes=5-${'9'.repeat(400)}`, 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=4-2', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=1-2,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ];
  for (const [range, status, body, contentRange] of parts) {
    const response = await get(text, { range });
    assert.equal(response.status, status, range);
    assert.equal(await response.text(), body, range);
    assert.equal(response.headers.get('content-range'), contentRange, range);
    if (status !== 416) assert.equal(response.headers.get('content-length'), String(body.length), range);
  }
  const empty = await get(file('', 'a', 'text/plain'), { range: 'bytes=0-' });
  assert.deepEqual([empty.status, empty.headers.get('content-range')], [416, 'bytes */0']);
});

test('what somebody has already is not sent again, and a rest only to who has the beginning of the same', async () => {
  const kept = file('0123456789', 'a.txt', 'text/plain');
  const tag = (await get(kept)).headers.get('etag') ?? '';
  assert.match(tag, /^"[\w-]{22}"$/);
  for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
    const response = await get(kept, { 'if-none-match': known, range: 'bytes=1-' });
    assert.deepEqual([response.status, response.headers.get('etag'), await response.text()], [304, tag, ''], known);
  }
  assert.equal((await get(kept, { 'if-none-match': '"x"' })).status, 200);

  const range = 'bytes=7-';
  assert.equal(await (await get(kept, { range, 'if-range': tag })).text(), '789');
  for (const other of ['"x"', `W/${tag}`, 'Sun, 22 Nov 2026 09:00:00 GMT']) {
    const response = await get(kept, { range, 'if-range': other });
    assert.deepEqual([response.status, await response.text()], [200, '0123456789'], other);
  }
  for (const other of [file('0123456789', 'a.txt', 'text/plain', 2), file('012345678', 'a.txt', 'text/plain')]) {
    assert.notEqual((await get(other)).headers.get('etag'), tag);
  }
  const elsewhere = await fileResponse(kept, 'file-2', new Request('https://app.test/'));
  assert.notEqual(elsewhere.headers.get('etag'), tag);
});

test('who asks for the headers gets them, and no bytes', async () => {
  const kept = file('0123456789', 'a.txt', 'text/plain');
  const [whole, asked] = [await get(kept), await get(kept, { range: 'bytes=1-2' }, 'HEAD')];
  assert.deepEqual([asked.status, asked.body], [200, null]);
  assert.deepEqual([...asked.headers], [...whole.headers]);
});

test('a file that is not kept passes through as the service sends it, looked at all the same', async () => {
  let isCancelled = false;
  const passing = (pieces: Uint8Array<ArrayBuffer>[], type: string, size?: number) => ({
    name: 'a.png',
    type,
    ...(size === undefined ? {} : { size }),
    stream: () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(controller) {
          const piece = pieces.shift();
          if (piece) controller.enqueue(piece);
          else controller.close();
        },
        cancel: () => {
          isCancelled = true;
        },
      }),
  });
  // The beginning comes in pieces of one byte.
  const bytes = new Uint8Array([...png, ...new Uint8Array(30).fill(7)]);
  const response = await get(
    passing(
      [...bytes].map((byte) => new Uint8Array([byte])),
      'image/png',
      bytes.length,
    ),
    {
      range: 'bytes=1-2',
    },
  );
  assert.deepEqual([response.status, response.headers.get('etag')], [200, null]);
  assert.match(response.headers.get('content-disposition') ?? '', /^inline/);
  assert.equal(response.headers.get('content-length'), String(bytes.length));
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);

  const unknown = await get(passing([new TextEncoder().encode('<script>')], 'image/png'));
  assert.match(unknown.headers.get('content-disposition') ?? '', /^attachment/);
  assert.deepEqual([unknown.headers.get('content-length'), await unknown.text()], [null, '<script>']);
  const asked = await get(passing([png, png, png], 'image/png'), {}, 'HEAD');
  assert.deepEqual([asked.body, isCancelled], [null, true]);
});
