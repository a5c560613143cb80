import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import type { ElementHandle, FileChooser, Page } from 'puppeteer-core';
import {
  ask,
  describeInBrowsers,
  dropFile,
  dropFiles,
  lastAnswer,
  openPage,
  waitForDraft,
  type BrowserName,
  type OpenPage,
} from './browser-page.ts';
import { startDemo, type DemoServer } from './demo-server.ts';

let demo: DemoServer;
let folder: string;

before(async () => {
  demo = await startDemo();
  folder = await mkdtemp(join(tmpdir(), 'assistant-files-'));
  await mkdir(join(folder, 'notes/deep'), { recursive: true });
  await mkdir(join(folder, 'notes/.git'));
  await writeFile(join(folder, 'picked.txt'), 'picked');
  await writeFile(join(folder, 'notes/one.txt'), 'one');
  await writeFile(join(folder, 'notes/deep/two.txt'), 'two');
  await writeFile(join(folder, 'notes/.git/config'), 'hidden');
});

after(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

describeInBrowsers('files come into the demo', (browser) => {
  let open: OpenPage;
  let page: Page;

  before(async () => {
    open = await openPage(demo.url, browser);
    page = open.page;
    await page.setViewport({ width: 1000, height: 800 });
    await page.waitForFunction(() => document.querySelector('assistant-chat')?.conversation?.config);
  });

  after(() => open?.close());

  afterEach(async () => {
    await page.evaluate(() => {
      const chat = document.querySelector('assistant-chat')!;
      for (const name of ['accept', 'max-files', 'max-file-size']) chat.removeAttribute(name);
      // An attribute that goes leaves the limit it set.
      Object.assign(chat, { accept: '', maxFiles: null, maxFileSize: null });
      chat.conversation!.restrict({ accept: '', maxFiles: 10, maxFileBytes: 25 * 1024 * 1024 });
      for (const { id } of chat.conversation!.attachments) chat.conversation!.removeAttachment(id);
    });
    await waitForDraft(page);
  });

  it('by a drop', async () => {
    await dropFiles(page, [
      { name: 'a.csv', type: 'text/csv', content: 'a,b\n1,2\n' },
      { name: 'b.md', type: 'text/markdown', content: '# B' },
    ]);
    await waitForDraft(page, /^a\.csv: CSV · 8 bytes/, /^b\.md: MD · 3 bytes/);
  });

  it('by a drop of a folder', async () => {
    await dropFolder(page, browser, join(folder, 'notes'));
    await waitForDraft(page, /^two\.txt: TXT · 3 bytes/, /^one\.txt: TXT · 3 bytes/);
  });

  it('by pasting a screenshot, beside the text that is typed', async () => {
    const box = await page.waitForSelector('>>> textarea');
    await box!.click();
    await page.keyboard.type('See ');
    await pasteScreenshot(page, browser, box!);
    await waitForDraft(page, /^Screenshot \d{4}-\d\d-\d\d at \d\d\.\d\d\.\d\d\.png: PNG/);
    await page.keyboard.type('this');
    assert.equal(await box!.evaluate((element) => (element as HTMLTextAreaElement).value), 'See this');
    await page.evaluate(() => (document.querySelector('assistant-chat')!.conversation!.input = ''));
  });

  it('by the picker, from the keyboard', async () => {
    await (await page.waitForSelector('>>> textarea'))!.focus();
    await page.keyboard.press('Tab');
    const chooser = await chooserOf(page, () => page.keyboard.press('Enter'));
    await chooser.accept([join(folder, 'picked.txt')]);
    await waitForDraft(page, /^picked\.txt: TXT · 6 bytes/);
  });

  it(
    'by the picker of folders',
    { skip: browser === 'firefox' && 'Firefox cannot be told to pick a folder' },
    async () => {
      const button = await page.waitForSelector('>>> [aria-label="Add a folder"]');
      const chooser = await chooserOf(page, () => button!.click());
      await chooser.accept([join(folder, 'notes')]);
      await waitForDraft(page, /\.txt: TXT · 3 bytes/, /\.txt: TXT · 3 bytes/);
    },
  );

  it('by the method of the element', async () => {
    await page.evaluate(() => {
      document.querySelector('assistant-chat')!.attach([readPage.file({ name: 'own.txt', content: 'own' })]);
    });
    await waitForDraft(page, /^own\.txt: TXT · 3 bytes/);
  });

  it('by the camera of a phone', async () => {
    const camera = await page.evaluate(() => {
      const button = readPage.elements('button').find((each) => each.getAttribute('aria-label') === 'Take a photo');
      const picker = button?.nextElementSibling;
      return [picker?.getAttribute('accept'), picker?.getAttribute('capture'), button?.checkVisibility()];
    });
    assert.deepEqual(camera, ['image/*', 'environment', false]);
  });

  it('in the order a finger puts them into', async () => {
    await dropFiles(page, [
      { name: 'first.txt', content: 'first' },
      { name: 'second.txt', content: 'second' },
    ]);
    await waitForDraft(page, /^first\.txt: TXT/, /^second\.txt: TXT/);
    const [first, second] = await page.evaluate(() =>
      readPage.elements('li').flatMap((item) => {
        const { left, width, top, height } = item.getBoundingClientRect();
        return item.hasAttribute('data-id') ? [{ left, width, y: top + height / 2 }] : [];
      }),
    );
    const finger = await page.touchscreen.touchStart(first!.left + 20, first!.y);
    await page.waitForSelector('>>> li.lifted');
    await finger.move(second!.left + second!.width - 10, second!.y);
    await waitForDraft(page, /^second\.txt: TXT/, /^first\.txt: TXT/);
    await finger.end();
    await page.waitForFunction(() => readPage.elements('li').every(({ className }) => !className.includes('lifted')));
    // Neither a menu nor the file has opened.
    assert.equal(await page.evaluate(() => readPage.elements('file-viewer').length), 0);
  });

  it('unless they are refused, which is said with its reason', async () => {
    await page.evaluate(() => {
      const chat = document.querySelector('assistant-chat')!;
      Object.assign(chat, { accept: '.txt,.csv', maxFileSize: 10, maxFiles: 3 });
      chat.addEventListener('assistant-file-accept', (event) => {
        if (event.file.name === 'secret.txt') event.preventDefault();
      });
    });
    await dropFiles(page, [
      { name: 'large.txt', content: 'eleven bytes' },
      { name: 'tool.exe', content: 'x' },
      { name: 'empty.txt', content: '' },
      { name: 'first.txt', content: 'same' },
      { name: 'copy.txt', content: 'same' },
      { name: 'secret.txt', content: 'secret' },
      { name: 'second.txt', content: 'second' },
    ]);
    await waitForDraft(page, /^first\.txt: TXT/, /^second\.txt: TXT/);
    await waitForRefusals(page, [
      'large.txt is too large. The limit is 10 bytes.',
      'tool.exe cannot be added. Allowed are: .txt, .csv.',
      'empty.txt is empty.',
      'secret.txt was not accepted.',
      'copy.txt is the same file as first.txt, which is already there.',
    ]);
    await dropFiles(page, [
      { name: 'third.txt', content: 'third' },
      { name: 'fourth.txt', content: 'fourth' },
    ]);
    await waitForDraft(page, /^first\.txt/, /^second\.txt/, /^third\.txt/);
    await waitForRefusals(page, ['fourth.txt was not added. No more than 3 files can be added.']);
  });

  it('unless they cannot be read', async () => {
    await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('gone.txt', { create: true });
      const writable = await handle.createWritable();
      await writable.write('gone soon');
      await writable.close();
      const file = await handle.getFile();
      await folder.removeEntry('gone.txt');
      document.querySelector('assistant-chat')!.attach([file]);
    });
    await waitForRefusals(page, ['gone.txt cannot be read. It may be a folder, or it has been moved.']);
  });

  it('under any name, which shows as it is and does nothing', async () => {
    const names = ['../../x.csv', 'a"b\r\nc.csv', `abc${'😀'.repeat(62)}.csv`, '<img src=x onerror=top.hacked=1>.csv'];
    await dropFiles(
      page,
      names.map((name, at) => ({ name, type: 'text/csv', content: `region,price\nNorth,1${at}\nSouth,2${at}\n` })),
    );
    await dropFile(page, 'x.svg', 'image/svg+xml', hostileDrawing);
    await waitForDraft(page, ...[...names, 'x.svg'].map((name) => new RegExp(`^${escaped(name)}: `)));
    await page.waitForFunction(() =>
      document.querySelector('assistant-chat')!.conversation!.attachments.every(({ status }) => status === 'ready'),
    );
    // Python is given all of them.
    await ask(page, 'What is the mean price in x.csv?');
    assert.match(await lastAnswer(page), /\b15\b/);
    const sent = await page.evaluate(() =>
      document
        .querySelector('assistant-chat')!
        .messages.find(({ role }) => role === 'user')!
        .parts.flatMap((part) => (part.type === 'file' ? [part as unknown as { filename: string; url: string }] : [])),
    );
    assert.equal(sent.length, 5);
    for (const { filename, url } of sent) {
      assert.doesNotMatch(filename, /[\r\n/\\]/, 'made safe by the server');
      const [type, disposition, sniffing] = await page.evaluate(async (address) => {
        const { headers } = await fetch(address);
        return ['content-type', 'content-disposition', 'x-content-type-options'].map((each) => headers.get(each));
      }, url);
      const use = /html|svg|xml/.test(type ?? '') ? 'attachment' : '(inline|attachment)';
      assert.match(disposition ?? '', new RegExp(`^${use}; filename="[^"\\r\\n/\\\\]*"`));
      assert.equal(sniffing, 'nosniff');
    }
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
  });

  it('and make the browser complain about nothing', () => assert.deepEqual(open.complaints, []));
});

const hostileDrawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="top.hacked=1">
  <script>top.hacked=1</script></svg>`;

async function waitForRefusals(page: Page, sentences: readonly string[]): Promise<void> {
  const wanted = [...sentences].sort().join('\n');
  try {
    await page.waitForFunction((text) => readPage.refusals().sort().join('\n') === text, {}, wanted);
  } catch {
    assert.equal((await page.evaluate(() => readPage.refusals())).sort().join('\n'), wanted);
  }
}

/** What the page opens to choose files when that is done. */
async function chooserOf(page: Page, open: () => Promise<void>): Promise<FileChooser> {
  const chooser = page.waitForFileChooser();
  // A key may reach the page before the wish to be told of choosers does: it has an answer to this only after both.
  await page.evaluate(() => 0);
  await open();
  return chooser;
}

/** Chromium is given a folder of this machine, as by a file manager; of Firefox what it makes of one is put into the event. */
async function dropFolder(page: Page, browser: BrowserName, path: string): Promise<void> {
  if (browser === 'firefox') {
    const notes = { deep: { 'two.txt': 'two' }, '.git': { config: 'hidden' }, 'one.txt': 'one' };
    await page.evaluate((folders) => readPage.dropFolders(folders), { notes });
    return;
  }
  const session = await page.createCDPSession();
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await session.detach();
}

/** Chromium pastes what is on the clipboard; Firefox without a window has none for pictures, so they are put into the event. */
async function pasteScreenshot(page: Page, browser: BrowserName, box: ElementHandle): Promise<void> {
  if (browser === 'chromium') {
    const session = await page.createCDPSession();
    await session.send('Browser.grantPermissions', { permissions: ['clipboardSanitizedWrite'] });
    await session.detach();
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(9, 9);
      canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': await canvas.convertToBlob() })]);
    });
    await page.keyboard.down('Control');
    await page.keyboard.press('v');
    await page.keyboard.up('Control');
    return;
  }
  await box.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(readPage.file({ name: 'image.png', type: 'image/png', content: 'pixels' }));
    const paste = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
    Object.defineProperty(paste, 'clipboardData', { value: clipboardData });
    element.dispatchEvent(paste);
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
