import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDisposition, fileResponse } from '../../../server/files/file-response.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function file(content: string | Uint8Array<ArrayBuffer>, name: string, type: string): File {
  return new File([content], name, { type });
}

test('images and plain text are shown, everything else is saved', async () => {
  const shown = [
    file(png, 'a.png', 'image/png'),
    file('GIF89a…', 'a.gif', 'image/gif'),
    file('<b>', 'a.txt', 'text/plain'),
  ];
  for (const item of shown) {
    const { headers } = await fileResponse(item, undefined);
    assert.match(headers.get('content-disposition') ?? '', /^inline/, item.name);
  }
  const saved: [string, string][] = [
    ['a.html', 'text/html'],
    ['a.svg', 'image/svg+xml'],
    ['a.xml', 'application/xml'],
    ['a.pdf', 'application/pdf'],
    ['a.js', 'text/javascript'],
    ['a.csv', 'text/csv'],
    ['a', ''],
  ];
  for (const [name, type] of saved) {
    const { headers } = await fileResponse(file('<script>', name, type), undefined);
    assert.match(headers.get('content-disposition') ?? '', /^attachment/, name);
  }
});

test('a file that only claims to be an image is saved, as bytes', async () => {
  const { headers } = await fileResponse(file('<script>alert(1)</script>', 'a.png', 'image/png'), undefined);
  assert.match(headers.get('content-disposition') ?? '', /^attachment/);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
});

test('nothing in a file can run on the adapter’s origin', async () => {
  const { headers } = await fileResponse(file('<script>', 'a.html', 'text/html'), undefined);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('content-security-policy'), "sandbox; default-src 'none'");
  assert.match(headers.get('cache-control') ?? '', /private/);
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
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=1-2,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ];
  for (const [range, status, body, contentRange] of parts) {
    const response = await fileResponse(text, range);
    assert.equal(response.status, status, range);
    assert.equal(await response.text(), body, range);
    assert.equal(response.headers.get('content-range'), contentRange, range);
  }
});
