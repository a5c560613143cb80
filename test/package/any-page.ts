import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ask, lastAnswer, openPage, type OpenPage } from '../demo/browser-page.ts';
import { serveAdapter, type AdapterServer } from '../frameworks/adapter-server.ts';
import type { InstalledPackage } from './installed-package.ts';

/** What style sheets of pages do to every element, and what a shadow root inherits from them. */
const hostileStyles = `
  * { margin: 0 !important; padding: 0 !important; border: 0 !important; font: inherit; vertical-align: baseline; list-style: none; }
  button, input, textarea, svg { all: unset !important; display: none !important; }
  div, ul, li, form, header { display: none !important; }
  :not(:defined) { display: none; }
  body { line-height: 1; text-align: right; white-space: pre; }`;

/** Lit itself leaves a few names, which tell when a page has it twice; and so does what drives the browser. */
const ofOthers = /^(lit|reactive)\w+(Versions|Metadata)$|ariaQuerySelector/;

/** Cases about a page that nobody has made for the elements. */
export function describeAnyPage(installed: () => InstalledPackage): void {
  describe('its ready-made file, in a page with a hostile style sheet and another version of it', () => {
    let server: AdapterServer;
    let opened: OpenPage;
    const asked = new Set<string>();

    before(async () => {
      const { folder } = installed();
      const dist = join(folder, 'node_modules/assistant-kit/dist');
      await cp(dist, join(folder, 'other-version'), { recursive: true });
      const hashes = JSON.parse(await readFile(join(dist, 'cdn-integrity.json'), 'utf8')) as Record<string, string>;
      await writeFile(join(folder, 'any-page.html'), pageWith(hashes));
      server = await serveAdapter(folder);
      opened = await openPage(`${server.url}/any-page.html`);
      opened.page.on('request', (request) => asked.add(request.url()));
      await opened.page.reload();
    });

    after(async () => {
      await opened?.close();
      await server?.close();
    });

    it('answers', async () => {
      await ask(opened.page, 'solve 5y = 35');
      assert.match(await lastAnswer(opened.page), /y = 7\b/);
    });

    it('looks as it does elsewhere', async () => {
      const { height, style } = await opened.page.evaluate(() => {
        const chat = document.querySelector('assistant-chat')!;
        const { textAlign, whiteSpace } = getComputedStyle(chat);
        return { height: chat.getBoundingClientRect().height, style: { textAlign, whiteSpace } };
      });
      assert.ok(height >= 288, `${height}`);
      assert.deepEqual(style, { textAlign: 'start', whiteSpace: 'normal' });
    });

    it('keeps chats of one page apart, also clones and those of markup', async () => {
      const chats = await opened.page.evaluate(() => {
        const [first] = document.querySelectorAll('assistant-chat');
        document.body.append(first!.cloneNode(true));
        document.body.insertAdjacentHTML('beforeend', first!.outerHTML);
        return [...document.querySelectorAll('assistant-chat')].map(({ heading, messages }) => [
          heading,
          messages.length,
        ]);
      });
      assert.deepEqual(chats, [
        ['First', 2],
        ['Second', 0],
        ['First', 0],
        ['First', 0],
      ]);
    });

    it('leaves no name behind', async () => {
      const names = await opened.page.evaluate(() => {
        const { before } = globalThis as unknown as { before: Set<string> };
        return Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
      });
      assert.deepEqual(
        names.filter((name) => name !== 'before' && !ofOthers.test(name)),
        [],
      );
    });

    it('asks nobody but its endpoint', () => {
      const strange = [...asked].filter(
        (url) =>
          !url.startsWith(`${server.url}/api/assistant/`) &&
          !/\/(any-page\.html|(dist|other-version)\/cdn[^/]*\.js)$/.test(url),
      );
      assert.ok(asked.size > 3);
      assert.deepEqual(strange, []);
    });

    it('has nothing to complain of', () => assert.deepEqual(opened.complaints, []));
  });
}

/** The file twice, from two addresses, each held against its hash. */
function pageWith(hashes: Readonly<Record<string, string>>): string {
  const folders = ['/node_modules/assistant-kit/dist', '/other-version'];
  const integrity = folders.flatMap((folder) =>
    Object.entries(hashes).map(([file, hash]) => [`${folder}/${file.slice(2)}`, hash]),
  );
  return `<!doctype html>
    <link rel="icon" href="data:," />
    <style>${hostileStyles}</style>
    <script>var before = new Set(Object.getOwnPropertyNames(globalThis));</script>
    <script type="importmap">${JSON.stringify({ integrity: Object.fromEntries(integrity) })}</script>
    ${folders
      .map((folder) => `<script type="module" src="${folder}/cdn.js" integrity="${hashes['./cdn.js']}"></script>`)
      .join('\n')}
    <assistant-chat endpoint="/api/assistant/chat" heading="First"></assistant-chat>
    <assistant-chat endpoint="/api/assistant/chat" heading="Second"></assistant-chat>`;
}
