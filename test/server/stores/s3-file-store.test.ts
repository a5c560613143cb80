import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { s3FileStore, type S3FileStoreOptions } from '../../../server/stores/s3-file-store.ts';
import { signedHeaders } from '../../../server/stores/s3/sign-request.ts';
import { S3Server } from '../../support/s3-server.ts';
import { fileStoreConformance } from './conformance.ts';

const server = new S3Server();
const { region } = server;
let url = '';
let stores = 0;

before(async () => {
  url = await server.open();
});
after(() => server.close());

function newStore(options: Partial<S3FileStoreOptions> = {}) {
  // Of its own in the one bucket, under a prefix with what has to be escaped.
  return s3FileStore({ url, region, credentials: server.keys, prefix: `store ${stores++}'s (ä)/`, ...options });
}

fileStoreConformance('S3 files', () => newStore());

test('a long file goes into the bucket in parts, and out of it in ranges', async () => {
  server.longestBody = 0;
  server.calls.length = 0;
  const bytes = new Uint8Array(12 * 1024 * 1024).fill(3);
  await newStore().put('a', new File([bytes], 'a.bin'));
  assert.equal(server.longestBody, 5 * 1024 * 1024);
  assert.deepEqual(
    server.calls.map((call) => call.replace(/store.*\/[\da-f]+/, '…')),
    ['POST … uploads', ...Array(3).fill('PUT … partNumber&uploadId'), 'POST … uploadId', 'GET ….json', 'PUT ….json'],
  );
  server.calls.length = 0;
  const file = await s3FileStore({ url, region, credentials: server.keys, prefix: `store ${stores - 1}'s (ä)/` }).get(
    'a',
  );
  const reader = file!.slice(5, 12_000_000).stream().getReader();
  assert.equal((await reader.read()).value?.[0], 3);
  await reader.cancel();
  assert.match(server.calls.at(-1) ?? '', /bytes=5-11999999$/);
  assert.equal(server.uploads.size, 0);
});

test('a service that is busy, or a connection that is cut, is asked again; one that refuses is not', async () => {
  const store = newStore();
  await store.put('a', new File(['one'], 'a.txt'));
  for (const fault of [503, 429, 500, 0]) {
    server.faults.push(fault);
    assert.equal(await (await store.get('a'))?.text(), 'one', String(fault));
  }
  for (const fault of [503, 0]) {
    server.faults.push(fault);
    await store.put('b', new File([new Uint8Array(2_000_000)], 'b.bin'));
    assert.equal((await store.get('b'))?.size, 2_000_000);
  }
  server.faults.push(503, 503, 503);
  await assert.rejects(store.get('a'), { name: 'S3Error', status: 503, code: 'SlowDown' });
  server.calls.length = 0;
  const stranger = newStore({ credentials: { ...server.keys, secretAccessKey: 'another' } });
  await assert.rejects(stranger.get('a'), { status: 403, code: 'SignatureDoesNotMatch' });
  assert.equal(server.calls.length, 1);
  await assert.rejects(newStore({ region: 'us-east-1' }).get('a'), { status: 400 });
});

test('where a runtime does not say how long a stream is, the bytes go whole, and are refused but once', async () => {
  const sendsNoLength: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.delete('content-length');
    return fetch(input, { ...init, headers });
  };
  const bytes = new Uint8Array(12 * 1024 * 1024).fill(3);
  for (const [send, refused] of [
    [fetch, 0],
    [sendsNoLength, 1],
  ] as const) {
    const store = newStore({ fetch: send });
    server.calls.length = 0;
    await store.put('a', new File([bytes], 'a.bin'));
    assert.equal(server.calls.filter((call) => call.includes('partNumber')).length, 3 + refused);
    assert.deepEqual(new Uint8Array(await (await store.get('a'))!.arrayBuffer()), bytes);
  }
});

test('a completion that fails after its good beginning is no completion, and leaves no parts behind', async () => {
  const store = newStore();
  server.failsCompletion = true;
  await assert.rejects(store.put('a', new File([new Uint8Array(6_000_000)], 'a.bin')), { code: 'InternalError' });
  assert.equal(await store.get('a'), undefined);
  assert.equal(server.uploads.size, 0);
});

test('what a file was made of is not kept beside it, nor what it was before', async () => {
  const store = newStore();
  const before = server.objects.size;
  const copy = (await store.parts?.begin(1)) ?? '';
  const part = (await store.parts?.put(copy, 1, new Uint8Array([1]))) ?? '';
  await store.parts?.join(copy, [part], 'a', { name: 'a', type: '' });
  assert.equal(server.objects.size, before + 2);
  await store.put('a', new File(['other'], 'b'));
  assert.equal(server.objects.size, before + 2);
  await store.delete('a');
  assert.equal(server.objects.size, before);
});

test('keys that are lent for a time are asked for with every call', async () => {
  let asked = 0;
  const credentials = async () => (asked++, server.keys);
  server.keys = { ...server.keys, sessionToken: 'lent+/=' };
  const store = newStore({ credentials });
  await store.put('a', new File(['x'], 'a'));
  server.keys = { ...server.keys, accessKeyId: 'NEXT', sessionToken: 'lent anew' };
  assert.equal(await (await store.get('a'))?.text(), 'x');
  assert.ok(asked >= 4);
  const { sessionToken: _lent, ...own } = server.keys;
  server.keys = own;
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#sig-v4-examples
test('requests are signed as Amazon’s own examples are', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const signing = {
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    region: 'us-east-1',
    date: new Date(Date.UTC(2013, 4, 24)),
  };
  const put = {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  };
  const examples: [method: string, path: string, headers: Record<string, string>, hash: string, signature: string][] = [
    [
      'GET',
      'test.txt',
      { range: 'bytes=0-9' },
      empty,
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT',
      'test%24file.text',
      put,
      '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    ['GET', '?lifecycle', {}, empty, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['GET', '?max-keys=2&prefix=J', {}, empty, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ];
  for (const [method, path, headers, bodyHash, signature] of examples) {
    const address = new URL(`https://examplebucket.s3.amazonaws.com/${path}`);
    const { authorization } = signedHeaders({ method, url: address, headers, bodyHash }, signing);
    assert.equal(authorization?.split('Signature=')[1], signature, path);
  }
});
