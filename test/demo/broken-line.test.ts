import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { BreakableLine } from './breakable-line.ts';
import { ask, describeInBrowsers, dropFiles, openPage, waitForDraft, type OpenPage } from './browser-page.ts';
import { startDemo, type DemoServer } from './demo-server.ts';

const mebibyte = 1024 * 1024;

let demo: DemoServer;

before(async () => {
  demo = await startDemo();
});

after(() => demo?.stop());

describeInBrowsers('files on a line that breaks', (browser) => {
  let line: BreakableLine;
  let open: OpenPage;
  let page: Page;

  before(async () => {
    line = await BreakableLine.to(demo.url);
    open = await openPage(line.url, browser);
    page = open.page;
    await page.waitForFunction(() => document.querySelector('assistant-chat')?.conversation?.config);
  });

  after(async () => {
    await open?.close();
    await line?.close();
  });

  it('go on where it broke, show how far they are, and come back to the byte', async () => {
    const before = line.carried;
    const broken = line.breakAfter(9 * mebibyte);
    await dropFiles(page, [{ name: 'large.bin', content: 18 * mebibyte }]);
    await broken;
    await page.setOfflineMode(true);
    await waitForDraft(page, /^large\.bin: Uploading [1-9]\d?%/);
    line.mend();
    await page.setOfflineMode(false);
    await waitForDraft(page, /^large\.bin: BIN · 18/);
    // Two parts of 4 MiB were on their way when it broke; what had arrived before did not go again.
    assert.ok(line.carried - before < 27 * mebibyte, `${line.carried - before} bytes were sent`);
    assert.ok(await comeBackTheSame(page));
  });

  it('go all, ten at once', async () => {
    await page.evaluate(() => {
      const { conversation } = document.querySelector('assistant-chat')!;
      for (const { id } of conversation!.attachments) conversation!.removeAttachment(id);
    });
    const names = Array.from({ length: 10 }, (_, n) => `${n}.bin`);
    const broken = line.breakAfter(4 * mebibyte);
    await dropFiles(
      page,
      names.map((name, n) => ({ name, content: mebibyte + 4 * n })),
    );
    await broken;
    await page.setOfflineMode(true);
    line.mend();
    await page.setOfflineMode(false);
    await waitForDraft(page, ...names.map((name) => new RegExp(`^${name}: BIN · 1`)));
    assert.ok(await comeBackTheSame(page));
    await ask(page, 'What can you do?');
    const sent = await page.evaluate(() =>
      document
        .querySelector('assistant-chat')!
        .messages.find(({ role }) => role === 'user')!
        .parts.flatMap((part) => (part.type === 'file' ? [(part as unknown as { filename: string }).filename] : [])),
    );
    assert.deepEqual(sent, names);
  });
});

/** Whether what the draft's files lead to is what they hold. */
function comeBackTheSame(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    for (const { file, ref } of document.querySelector('assistant-chat')!.conversation!.attachments) {
      const sent = new Uint8Array(await file.arrayBuffer());
      const received = new Uint8Array(await (await fetch(ref!.url)).arrayBuffer());
      if (sent.length !== received.length || sent.some((byte, index) => byte !== received[index])) return false;
    }
    return true;
  });
}
