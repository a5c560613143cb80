import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'vite';
import type { UIMessage } from '../../../protocol/index.ts';
import { openPage, type OpenPage } from '../../demo/browser-page.ts';
import { hostileMessages } from './hostile-messages.ts';

const policy = "default-src 'self'; require-trusted-types-for 'script'";
const page = '<!doctype html><meta charset="utf-8"><title>A page</title><script type="module" src="/page.js"></script>';

declare global {
  /** See `hostile-page.js`. */
  var show: (message: UIMessage, pieces: number) => Promise<void>;
  var shownText: () => string;
  var suspicious: () => string[];
  var noted: string[];
}

describe('a page that shows hostile messages', () => {
  let folder: string;
  let server: Server;
  let url: string;
  /** Paths that the server was asked for. */
  let asked: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assistant-hostile-'));
    await build({ logLevel: 'error', build: { outDir: folder } });
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      asked.push(pathname);
      void answer(pathname).then(
        ([type, body]) =>
          response
            .writeHead(200, {
              'content-type': type,
              ...(request.url === '/?open' ? {} : { 'content-security-policy': policy }),
            })
            .end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  });

  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { protection, address, pieces } of [
    { protection: 'under a strict policy', address: '', pieces: 1 },
    { protection: 'under a strict policy', address: '', pieces: 200 },
    // Nothing stops here what the elements let through.
    { protection: 'without any policy', address: '?open', pieces: 200 },
  ]) {
    it(`runs nothing, asks for nothing and still answers, ${protection}, in ${pieces} pieces`, async () => {
      asked = [];
      const opened = await openPage(`${url}${address}`);
      try {
        await opened.page
          .browserContext()
          .setPermission(url, { permission: { name: 'clipboard-write' }, state: 'granted' });
        await opened.page.waitForFunction(() => 'show' in globalThis);
        const requests: string[] = [];
        opened.page.on('request', (request) => requests.push(request.url()));
        opened.page.on('dialog', (dialog) => void dialog.dismiss().then(() => requests.push('a dialog')));
        for (const [name, message] of Object.entries(hostileMessages))
          await expectHarmless(opened, name, message, pieces);
        const foreign = [...requests, ...asked.map((path) => `${url}${path.slice(1)}`)];
        const own = new RegExp(`^${url}(?:page\\.js|cdn[\\w.-]*\\.js|favicon\\.ico)?(?:\\?open)?$`);
        assert.deepEqual(
          foreign.filter((request) => !own.test(request)),
          [],
        );
        assert.equal(opened.page.url(), `${url}${address}`);
        assert.equal((await opened.page.browserContext().pages()).length, 2);
        assert.deepEqual(opened.complaints, []);
      } finally {
        await opened.close();
      }
    });
  }

  async function answer(path: string): Promise<[type: string, body: Uint8Array | string]> {
    if (path === '/') return ['text/html', page];
    if (path === '/favicon.ico') return ['image/x-icon', ''];
    if (path === '/page.js') return ['text/javascript', await readFile(new URL('hostile-page.js', import.meta.url))];
    return ['text/javascript', await readFile(join(folder, /^\/(cdn[\w.-]*\.js)$/.exec(path)?.[1] ?? ''))];
  }
});

async function expectHarmless({ page }: OpenPage, name: string, message: UIMessage, pieces: number): Promise<void> {
  await page.evaluate((shown, count) => show(shown, count), message, pieces);
  assert.match(await page.evaluate(() => shownText()), /end/, name);
  assert.deepEqual(await page.evaluate(() => suspicious()), [], name);
  // A person can still press what is there.
  const copy = await page.waitForSelector('>>> [aria-label="Copy message"]');
  await copy?.click();
  await page.waitForFunction(() =>
    document.querySelector('annotated-message')?.shadowRoot?.textContent?.includes('Copied'),
  );
  assert.deepEqual(await page.evaluate(() => noted), [], name);
  await page.evaluate(() => document.querySelector('annotated-message')?.remove());
}
