// How files leave the adapter, as a browser meets it: over a socket, header by header.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { FileRef } from '../../protocol/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { Harness } from './support/harness.ts';
import { listening } from './support/listening.ts';

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

async function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const [response] = (await once(request(url, { method, headers }).end(), 'response')) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) };
}

/** Sends a file as a script would, whatever a browser would make of such a name. */
async function upload(api: string, name: string, type: string, content: Uint8Array | string): Promise<FileRef> {
  const head = `--edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), Buffer.from(content as Uint8Array), Buffer.from('\r\n--edge--\r\n')]);
  const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
  const response = await fetch(`${api}/files`, { method: 'POST', headers, body });
  assert.equal(response.status, 201, name);
  return (await response.json()) as FileRef;
}

function newApi(): Promise<string> {
  return listening(new Harness(new FakeOpenAI(), { limits: { accept: '' } }));
}

const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 251);

test('a download that broke off goes on where it was, and one that is there already is not sent again', async () => {
  const { url } = await upload(await newApi(), 'a.bin', 'application/octet-stream', bytes);
  const whole = await ask(url);
  const { etag = '' } = whole.headers;
  assert.deepEqual(
    [whole.status, whole.headers['accept-ranges'], whole.headers['content-length']],
    [200, 'bytes', '70000'],
  );
  assert.ok(whole.body.equals(bytes));

  const rest = await ask(url, { range: 'bytes=50000-', 'if-range': etag });
  assert.deepEqual([rest.status, rest.headers['content-range']], [206, 'bytes 50000-69999/70000']);
  assert.ok(Buffer.concat([whole.body.subarray(0, 50_000), rest.body]).equals(bytes));
  const changed = await ask(url, { range: 'bytes=50000-', 'if-range': '"other"' });
  assert.deepEqual([changed.status, changed.body.length], [200, 70_000]);
  const beyond = await ask(url, { range: 'bytes=70000-' });
  assert.deepEqual([beyond.status, beyond.headers['content-range'], beyond.body.length], [416, 'bytes */70000', 0]);

  const known = await ask(url, { 'if-none-match': `"x", ${etag}` });
  assert.deepEqual([known.status, known.headers.etag, known.body.length], [304, etag, 0]);
  // A fresh link leads to the same bytes, so what a browser keeps is good for it too.
  const headers = await ask(`${url}?renew`, {}, 'HEAD');
  const fresh = new URL(headers.headers.location ?? '', url).href;
  assert.equal((await ask(fresh, { 'if-none-match': etag })).status, 304);
});

test('HEAD tells what GET would, without the bytes', async () => {
  const { url } = await upload(await newApi(), 'a.csv', 'text/csv', 'a,1\n');
  const [get, head] = [await ask(url), await ask(url, {}, 'HEAD')];
  assert.deepEqual([head.status, head.body.length], [200, 0]);
  for (const name of [
    'content-type',
    'content-length',
    'content-disposition',
    'etag',
    'accept-ranges',
    'cache-control',
  ]) {
    assert.equal(head.headers[name], get.headers[name], name);
  }
});

test('whatever a file is called, its header is one line that holds a harmless name', async () => {
  const api = await newApi();
  const names: [sent: string, kept: string][] = [
    ['../../x', 'x'],
    ['..\\\\..\\\\x.txt', 'x.txt'],
    // As browsers spell `a"b\r\nc.txt` in a form.
    ['a%22b%0D%0Ac.txt', 'a"bc.txt'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['...', 'file'],
    // 255 bytes, the longest name that file systems keep.
    [`${'😀'.repeat(63)}.md`, `${'😀'.repeat(63)}.md`],
    [`${'😀'.repeat(200)}.csv`, `${'😀'.repeat(73)}.csv`],
    ["it's (1)*.txt", "it's (1)*.txt"],
  ];
  for (const [sent, kept] of names) {
    const { url, filename } = await upload(api, sent, 'text/plain', 'x');
    assert.equal(filename, kept);
    const disposition = (await ask(url)).headers['content-disposition'] ?? '';
    const [, plain, encoded] = /^inline; filename="([^"\\]*)"; filename\*=UTF-8''([\w%.~-]+)$/.exec(disposition) ?? [];
    assert.ok(plain, disposition);
    assert.equal(decodeURIComponent(encoded ?? ''), kept);
  }
});

test('a file that could act as a page is saved and never rendered, and nothing in any file runs', async () => {
  const api = await newApi();
  const script = '<script>top.hacked = true</script>';
  const active: [name: string, type: string, content: string, served: string][] = [
    ['a.html', 'text/html', `<!doctype html>${script}`, 'application/octet-stream'],
    ['a.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, 'image/svg+xml'],
    ['a.xml', 'application/xml', `<?xml version="1.0"?><x>${script}</x>`, 'application/octet-stream'],
    [
      'a.xhtml',
      'application/xhtml+xml',
      `<html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`,
      'application/octet-stream',
    ],
    [
      'a.mml',
      'application/mathml+xml',
      `<math xmlns="http://www.w3.org/1998/Math/MathML">${script}</math>`,
      'application/octet-stream',
    ],
    ['a.js', 'text/javascript', 'top.hacked = true', 'application/octet-stream'],
  ];
  for (const [name, type, content, served] of active) {
    const { headers, body } = await ask((await upload(api, name, type, content)).url);
    assert.match(headers['content-disposition'] ?? '', /^attachment; /, name);
    assert.equal(headers['content-type'], served, name);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['cache-control'], 'private, no-cache');
    assert.equal(body.toString(), content);
  }
  const lying = await upload(api, 'a.png', 'image/png', `<!doctype html>${script}`);
  assert.match((await ask(lying.url)).headers['content-disposition'] ?? '', /^attachment; /);
});
