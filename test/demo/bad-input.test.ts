import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { ask, dropFile, lastAnswer, openPage, type OpenPage } from './browser-page.ts';
import { startDemo, type DemoServer } from './demo-server.ts';

describe('what goes wrong in the demo', () => {
  let folder: string;
  let demo: DemoServer;
  let open: OpenPage;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assistant-demo-'));
    demo = await startDemo({ folder });
  });

  beforeEach(async () => {
    await open?.close();
    open = await openPage(demo.url);
    page = open.page;
    await page.waitForSelector('>>> textarea');
  });

  after(async () => {
    await open?.close();
    await demo?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const type = async (text: string): Promise<void> => {
    await (await page.waitForSelector('>>> textarea'))?.click();
    await page.keyboard.type(text);
  };
  const draft = () => page.evaluate(() => document.querySelector('assistant-chat')?.conversation?.input);
  const attached = () =>
    page.evaluate(() =>
      document.querySelector('assistant-chat')?.conversation?.attachments.map(({ file }) => file.name),
    );
  /** Waits until these words can be read somewhere. */
  const reads = (words: string) => page.waitForFunction((wanted) => readPage.all().includes(wanted), {}, words);

  it('sends nothing where nothing was written', async () => {
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    for (const text of ['', '   ']) {
      await type(text);
      await page.keyboard.press('Enter');
    }
    await ask(page, 'solve 2x = 6');
    assert.equal(posts.length, 1, 'only what was asked');
    assert.equal(await page.evaluate(() => document.querySelector('assistant-chat')?.messages.length), 2);
  });

  it('refuses a file over the limit and one of a wrong type, says why, and keeps the draft and the others', async () => {
    await type('Compare these');
    await dropFile(page, 'kept.txt', 'text/plain', 'The rent is 1,200 euros.');
    await dropFile(page, 'large.txt', 'text/plain', 'x'.repeat(30 * 1024 * 1024));
    await reads('large.txt is too large. The limit is 25 MB.');
    await page.evaluate(() => {
      const chat = document.querySelector('assistant-chat');
      if (chat) chat.accept = '.txt,.csv';
    });
    await dropFile(page, 'setup.exe', 'application/x-msdownload', 'MZ');
    await reads('setup.exe cannot be added. Allowed are: .txt, .csv.');
    assert.equal(await draft(), 'Compare these');
    assert.deepEqual(await attached(), ['kept.txt']);
  });

  it('keeps draft and files while the adapter is down, and sends them when it is back', async () => {
    const port = new URL(demo.url).port;
    // The development server's own channel would reload the page when it is back.
    await page.evaluateOnNewDocument(() => Reflect.deleteProperty(globalThis, 'WebSocket'));
    await page.reload();
    await type('How much is the rent?');
    await dropFile(page, 'lease.txt', 'text/plain', 'The monthly rent is 1,200 euros.');
    await page.waitForFunction(() =>
      document.querySelector('assistant-chat')?.conversation?.attachments.every(({ status }) => status === 'ready'),
    );
    await demo.stop('SIGKILL');
    await page.keyboard.press('Enter');
    await reads('The assistant cannot be reached.');
    assert.equal(await draft(), 'How much is the rent?');
    assert.deepEqual(await attached(), ['lease.txt']);
    demo = await startDemo({ folder, environment: { PORT: port } });
    const again = await page.waitForSelector('>>> button::-p-text(Try again)');
    await again?.click();
    await page.waitForFunction(() => {
      const chat = document.querySelector('assistant-chat');
      return chat?.status === 'ready' && chat.messages.length === 2;
    });
    assert.match(await lastAnswer(page), /The monthly rent is 1,200 euros\./);
    assert.equal(await draft(), '');
  });

  it('tells whoever calls the adapter by hand what was wrong', async () => {
    const api = `${demo.url}api/assistant/`;
    const post = (path: string, body: BodyInit, type: string) =>
      fetch(`${api}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
    const message = { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'Hello' }] };
    const withAddress = {
      ...message,
      parts: [{ type: 'file', mediaType: 'text/plain', url: 'http://169.254.169.254/latest' }],
    };
    const chat = (body: unknown) => post('chat', JSON.stringify(body), 'application/json');
    const cases: [string, Promise<Response>, number, string][] = [
      ['malformed JSON', post('chat', '{"messages": [', 'application/json'), 400, 'invalid_json'],
      ['no messages', chat({}), 400, 'invalid_request'],
      [
        'a message that nobody wrote',
        chat({ id: 'c1', messages: [{ ...message, role: 'system' }] }),
        400,
        'invalid_request',
      ],
      ['an address in place of a file', chat({ id: 'c1', messages: [withAddress] }), 400, 'unsupported_url'],
      ['an unknown thread to delete', fetch(`${api}threads/unknown`, { method: 'DELETE' }), 404, 'not_found'],
      ['an unknown thread to read', fetch(`${api}threads/unknown/messages`), 404, 'not_found'],
      ['an unknown file', fetch(`${api}files/unknown/content`), 404, 'not_found'],
      ['a stop in an unknown thread', post('chat/unknown/stop', '{}', 'application/json'), 404, 'not_found'],
      ['an upload without a file', post('files', 'x', 'text/plain'), 400, 'invalid_upload'],
      ['a path that is none', fetch(`${api}nothing`), 404, 'not_found'],
    ];
    for (const [what, response, status, code] of cases) {
      const answered = await response;
      const { error } = (await answered.json()) as { error: { code: string; message: string; retryable: boolean } };
      assert.equal(answered.status, status, what);
      assert.equal(error.code, code, what);
      assert.match(error.message, /\w{3,} .+\.$/, what);
      assert.equal(error.retryable, false, what);
    }
    assert.equal((await fetch(`${api}config`)).status, 200, 'it goes on');
  });
});
