import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { readBytes } from '../../../components/file-preview/read-bytes.ts';

describe('The bytes of a file', () => {
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/whole': (response) => response.setHeader('content-length', 6).write('abc', () => response.end('def')),
    '/long': (response) => response.setHeader('content-length', 1_000_000).write('a'),
    '/endless': (response) => {
      const write = (): void => {
        if (!response.destroyed) response.write('a'.repeat(1000), write);
      };
      write();
    },
    '/cut': (response) => response.setHeader('content-length', 6).write('abc', () => response.destroy()),
    '/gone': (response) =>
      response.writeHead(404).end('{"error":{"code":"not_found","message":"It is gone.","retryable":false}}'),
  };
  const expired = '/files/link.a.b.c/content';
  answers[expired] = (response) =>
    response.writeHead(410).end('{"error":{"code":"link_expired","message":"Over.","retryable":false}}');
  answers[`${expired}?renew`] = (response) => response.writeHead(302, { location: '../link.d.e.f/content' }).end();
  answers['/files/link.d.e.f/content'] = (response) => response.end('fresh');
  const server = createServer(({ url = '' }, response) => answers[url]?.(response));
  const { signal } = new AbortController();
  let origin = '';

  before(async () => {
    await new Promise<void>((listening) => server.listen(0, listening));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('come as they are, and tell how many have come', async () => {
    const shares: number[] = [];
    const bytes = await readBytes(`${origin}/whole`, { signal, limit: 6, report: (share) => shares.push(share) });
    assert.equal(new TextDecoder().decode(bytes), 'abcdef');
    assert.equal(shares.at(-1), 1);
  });

  it('are not read where there are too many, told or not', async () => {
    for (const path of ['/long', '/endless']) {
      await assert.rejects(readBytes(origin + path, { signal, limit: 10_000 }), { code: 'file_too_large' });
    }
  });

  it('can be asked for again where the connection failed', async () => {
    for (const url of [`${origin}/cut`, 'http://localhost:1/']) {
      await assert.rejects(readBytes(url, { signal, limit: 100 }), { code: 'file_unreachable', retryable: true });
    }
  });

  it('are not there for the reason that the server tells', async () => {
    const expected = { code: 'not_found', message: 'It is gone.', retryable: false };
    await assert.rejects(readBytes(`${origin}/gone`, { signal, limit: 100 }), expected);
  });

  it('come by a fresh link where the one that is known has expired', async () => {
    const bytes = await readBytes(origin + expired, { signal, limit: 100 });
    assert.equal(new TextDecoder().decode(bytes), 'fresh');
  });

  it('are asked for afresh once, and not where they are gone for good', async () => {
    answers['/files/link.g.h.i/content'] = answers['/files/link.g.h.i/content?renew'] = (response) =>
      response.writeHead(410).end('{"error":{"code":"file_gone","message":"Gone.","retryable":false}}');
    await assert.rejects(readBytes(`${origin}/files/link.g.h.i/content`, { signal, limit: 9 }), { code: 'file_gone' });
    answers['/elsewhere'] = (response) => response.writeHead(410).end();
    await assert.rejects(readBytes(`${origin}/elsewhere`, { signal, limit: 9 }), { status: 410 });
  });

  it('are no longer read when nobody wants them', async () => {
    const reading = new AbortController();
    const report = () => reading.abort();
    await assert.rejects(readBytes(`${origin}/long`, { signal: reading.signal, limit: 2_000_000, report }), {
      name: 'AbortError',
    });
  });

  it('may stand in the address itself', async () => {
    const read = async (url: string) => new TextDecoder().decode(await readBytes(url, { signal, limit: 6 }));
    assert.equal(await read('data:text/csv;base64,YSxi'), 'a,b');
    assert.equal(await read('data:text/csv,a%2Cb,c'), 'a,b,c');
    await assert.rejects(read('data:,1234567'), { code: 'file_too_large' });
    await assert.rejects(read('data:,%'), { code: 'file_unreachable', retryable: false });
  });
});
