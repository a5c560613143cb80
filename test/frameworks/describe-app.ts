import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';
import { ask, lastAnswer, openPage, type OpenPage } from '../demo/browser-page.ts';
import type { InstalledPackage } from '../package/installed-package.ts';
import { serveAdapter, type AdapterServer } from './adapter-server.ts';
import { copyApp, type FetchPackages, type FrameworkApp } from './framework-app.ts';

export interface AppUnderTest {
  /** Its folder in `demo/`. */
  readonly name: string;
  /** The file whose change is loaded while the page is open. */
  readonly hotFile?: string;
  /** The module whose `render()` draws the page on a server. */
  readonly server?: string;
}

/** What every framework has to do with a custom element: the cases of https://custom-elements-everywhere.com, with ours. */
export function describeApp(
  { name, hotFile, server }: AppUnderTest,
  installed: () => InstalledPackage,
  fetchPackages?: FetchPackages,
): void {
  describe(`the elements in an app of ${name}`, () => {
    let app: FrameworkApp;
    let adapter: AdapterServer;
    let opened: OpenPage;
    let page: Page;

    before(async () => {
      app = await copyApp(name, installed(), fetchPackages);
      adapter = await serveAdapter();
      await app.build();
      opened = await openPage(await app.serve('preview', adapter.url));
      ({ page } = opened);
      await page.waitForSelector('>>> textarea');
    });

    after(async () => {
      await opened?.close();
      app?.stop();
      await adapter?.close();
    });

    it('take attributes, properties and rich data', async () => {
      const chat = await page.evaluate(() => {
        const { heading, maxFiles, theme, remember, feedback, suggestions } = document.querySelector('assistant-chat')!;
        // A framework may hand in a proxy of the list.
        return { heading: heading.slice(0, 4), maxFiles, theme, remember, feedback, suggestions: [...suggestions] };
      });
      assert.deepEqual(chat, {
        heading: 'Ask ',
        maxFiles: 3,
        theme: 'light',
        remember: true,
        feedback: false,
        suggestions: ['Solve 3x + 11 = 14', 'What is 17 % of 2,340?'],
      });
    });

    it('follow when these change', async () => {
      for (const label of ['Dark', 'Judge replies', 'Other suggestions']) await press(page, label);
      await page.waitForFunction(() => {
        const { theme, feedback, suggestions } = document.querySelector('assistant-chat')!;
        return theme === 'dark' && feedback && suggestions.length === 1;
      });
      await page.waitForSelector('>>> button ::-p-text(What is 6 × 7?)');
      await press(page, 'Judge replies');
      await page.waitForFunction(() => !document.querySelector('assistant-chat')!.feedback);
    });

    it('show what the page puts into their slots', async () => {
      const slots = await page.evaluate(() =>
        ['header', 'footer'].map((slot) => document.querySelector(`[slot=${slot}]`)?.assignedSlot?.name),
      );
      assert.deepEqual(slots, ['header', 'footer']);
    });

    it('wait for a listener that cancels', async () => {
      const box = await page.waitForSelector('>>> textarea');
      await box?.click();
      await page.keyboard.type('a secret');
      await page.keyboard.press('Enter');
      await shown(page, 'told', 'kept back');
      assert.deepEqual(await messages(page), []);
      await box?.evaluate((element) => (element as HTMLTextAreaElement).select());
      await page.keyboard.press('Backspace');
    });

    it('are told by a method, and tell by events', async () => {
      await press(page, 'Ask');
      await shown(page, 'told', 'completed');
      assert.match(await lastAnswer(page), /y = 7\b/);
      assert.notEqual(await output(page, 'thread'), 'none');
    });

    it('leave the thread when the page says so', async () => {
      await press(page, 'New thread');
      await shown(page, 'thread', 'none');
      assert.deepEqual(await messages(page), []);
    });

    it('can be left out, for a chat that the page draws itself', async () => {
      await press(page, 'Draw it myself');
      await page.waitForSelector('.own input');
      await page.type('.own input', 'What can you do?');
      await page.click('.own form button');
      await page.waitForFunction(
        () =>
          document.querySelector<HTMLOutputElement>('.own output')?.value === 'ready' &&
          document.querySelector('.own annotated-message')?.shadowRoot?.textContent?.includes('Calculate'),
      );
      assert.equal(await page.$eval('.own input', (input) => (input as HTMLInputElement).value), '');
      assert.equal(await page.$eval('.own strong', (words) => words.textContent), 'What can you do?');
    });

    it('make nobody complain', () => assert.deepEqual(opened.complaints, []));

    if (server !== undefined) {
      it('can be imported where a server draws the page', async () => {
        await app.build('--ssr', server, '--outDir', 'server');
        const file = join(app.folder, 'server', (await readdir(join(app.folder, 'server')))[0] ?? '');
        const code = `const { render } = await import(${JSON.stringify(file)}); console.log(await render());`;
        const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
        assert.match(stdout, /<assistant-chat [^>]*endpoint="\/api\/assistant\/chat"/);
      });
    }

    if (hotFile !== undefined) {
      it('keep the thread when the app is changed under it', async () => {
        const hot = await openPage(await app.serve('dev', adapter.url));
        try {
          await ask(hot.page, 'solve 5y = 35');
          const thread = await output(hot.page, 'thread');
          const file = join(app.folder, hotFile);
          await writeFile(file, (await readFile(file, 'utf8')).replace('assistant-kit in ', 'changed in '));
          await hot.page.waitForFunction(
            () =>
              document.querySelector('h1')?.textContent.startsWith('changed in') &&
              document.querySelector('assistant-chat')?.messages.length === 2,
          );
          assert.notEqual(thread, 'none');
          assert.equal(await hot.page.$eval('assistant-chat', ({ threadId }) => threadId), thread);
          assert.deepEqual(hot.complaints, []);
        } finally {
          await hot.close();
        }
      });
    }
  });
}

async function press(page: Page, label: string): Promise<void> {
  await page.click(`header button ::-p-text(${label})`);
}

async function output(page: Page, id: string): Promise<string> {
  return page.$eval(`#${id}`, (element) => (element as HTMLOutputElement).value);
}

async function shown(page: Page, id: string, text: string): Promise<void> {
  await page.waitForFunction(
    (place, wanted) => document.querySelector<HTMLOutputElement>(`#${place}`)?.value === wanted,
    {},
    id,
    text,
  );
}

async function messages(page: Page): Promise<readonly unknown[]> {
  return page.$eval('assistant-chat', (chat) => chat.messages);
}
