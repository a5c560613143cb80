import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HTTPRequest, Page } from 'puppeteer-core';
import { openPage, type OpenPage } from './browser-page.ts';
import { startDemo, type DemoServer } from './demo-server.ts';

const mebibyte = 1024 * 1024;

describe('a large file in the demo', () => {
  let demo: DemoServer;
  let open: OpenPage;
  let page: Page;

  before(async () => {
    demo = await startDemo();
    open = await openPage(demo.url);
    page = open.page;
  });

  after(async () => {
    await open?.close();
    await demo?.stop();
  });

  it('goes on where its connection was cut, shows how far it is, and comes back to the byte', async () => {
    const parts: number[] = [];
    let isCut = false;
    await page.setRequestInterception(true);
    page.on('request', (request: HTTPRequest) => {
      const number = Number(/\/parts\/(\d+)$/.exec(request.url())?.[1] ?? 0);
      if (number) parts.push(number);
      if (number === 3 && !isCut) {
        isCut = true;
        void page.setOfflineMode(true).then(() => request.abort('internetdisconnected'));
      } else void request.continue();
    });
    const wentOffline = page.waitForFunction(() => !navigator.onLine);
    await drop(page, 'large.bin', 18 * mebibyte);
    await wentOffline;
    const state = await page.evaluate(() => {
      const [attachment] = document.querySelector('assistant-chat')?.conversation?.attachments ?? [];
      return attachment && { status: attachment.status, sentBytes: attachment.sentBytes };
    });
    assert.equal(state?.status, 'uploading');
    assert.ok(state.sentBytes < 18 * mebibyte);
    await page.setOfflineMode(false);
    await page.waitForFunction(() => {
      const [attachment] = document.querySelector('assistant-chat')?.conversation?.attachments ?? [];
      return attachment?.status === 'ready' || attachment?.status === 'failed';
    });
    const { error, ref } = await page.evaluate(() => {
      const [attachment] = document.querySelector('assistant-chat')!.conversation!.attachments;
      return { error: attachment?.error, ref: attachment?.ref };
    });
    assert.equal(error, undefined);
    assert.deepEqual([...new Set(parts)].sort(), [1, 2, 3, 4, 5]);
    // What had arrived before the cut did not go again.
    assert.equal(parts.filter((number) => number === 1).length, 1);
    assert.ok(parts.length <= 8, `${parts.length} parts were sent`);

    const isSame = await page.evaluate(async (url) => {
      const [attachment] = document.querySelector('assistant-chat')!.conversation!.attachments;
      const sent = new Uint8Array(await attachment!.file.arrayBuffer());
      const received = new Uint8Array(await (await fetch(url)).arrayBuffer());
      return sent.length === received.length && sent.every((byte, index) => byte === received[index]);
    }, ref!.url);
    assert.ok(isSame);
  });
});

/** Drops a file of bytes that repeat nowhere at the size of a part. */
async function drop(page: Page, name: string, size: number): Promise<void> {
  await page.evaluate(
    (fileName, bytes) => {
      const content = new Uint32Array(bytes / 4).map((_, index) => index * 2_654_435_761);
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName));
      const target = document.querySelector('assistant-chat')?.shadowRoot?.querySelector('file-dropzone');
      for (const event of ['dragenter', 'dragover', 'drop']) {
        target?.dispatchEvent(
          new DragEvent(event, { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
        );
      }
    },
    name,
    size,
  );
}
