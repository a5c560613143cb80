import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { pdf } from '../support/pdf.ts';
import { ask, describeInBrowsers, dropFile, dropFiles, openPage, type OpenPage } from './browser-page.ts';
import { startDemo, type DemoServer } from './demo-server.ts';

const lease = `# Lease

The lease begins on 1 March 2025. The monthly rent is 1,200 euros.

## Notice

The notice period is three months to the end of a calendar month. Notice must be given in writing.
`;

const garden = `<!doctype html><title>Garden</title><script>top.hacked = true</script><body onload="top.hacked = true">
<h1>Garden</h1><p>The garden is <b>watered</b> every second evening.</p><p>Tools are in the shed.</p>`;

const staff = 'name,duty\nAda Lovelace,Looks after the engine\nGrace Hopper,Keeps the compilers in order\n';

const paragraphs = ['The boiler.', 'The warranty of the boiler lasts five years.', 'It does not cover wear.'];
const boiler = zipSync({
  '[Content_Types].xml': strToU8('<Types/>'),
  'word/document.xml': strToU8(
    `<w:document><w:body>${paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
  ),
});

// Each page says more than is quoted at once.
const filler = Array.from({ length: 25 }, (_, n) => `Part ${n} is made of steel and needs no care of any kind.`);
const manual = pdf([
  ['The pump manual', ...filler],
  ['Cleaning', ...filler, 'Clean the filter once a week with warm water.'],
  ['Storage', ...filler, 'The storage temperature of the pump is fifteen degrees.'],
]);

const means = 'region,mean price,rows\r\nSouth,25.5,2\r\nNorth,12,2\r\nWest,7.5,1\r\n';
const sales = 'region,price\nNorth,10\nSouth,20\nNorth,14\nSouth,31\nWest,7.5\n';

const clock = fileURLToPath(new URL('movable-clock.mjs', import.meta.url));

let demo: DemoServer;
let downloads: string;

before(async () => {
  demo = await startDemo({ command: [process.execPath, '--import', clock, 'demo/start.mjs'] });
  downloads = await mkdtemp(join(tmpdir(), 'assistant-downloads-'));
});

after(async () => {
  await demo?.stop();
  await rm(downloads, { recursive: true, force: true });
});

describeInBrowsers('files in the demo', (browser) => {
  let open: OpenPage;
  let page: Page;

  before(async () => {
    open = await openPage(demo.url, browser, { downloads });
    page = open.page;
    await page.setViewport({ width: 1440, height: 900 });
  });

  after(() => open?.close());

  it('open where they are cited, with the passage lit, and in the answer the sentence that rests on it', async () => {
    await dropFile(page, 'lease.md', 'text/markdown', lease);
    await ask(page, 'What is the notice period?');
    await openCitation(page);
    await page.waitForSelector('>>> preview-markdown');
    await waitForLit(page, /The notice period is three months to the end of a calendar month\./, 'preview-markdown');
    await waitForLit(page, /three months/, 'annotated-message');
    await close(page);
  });

  it('open on the page of a PDF where they are cited', async () => {
    await dropFile(page, 'manual.pdf', 'application/pdf', new TextDecoder().decode(manual));
    await ask(page, 'What is the storage temperature of the pump?');
    await openCitation(page);
    await waitForLit(page, /^The storage temperature of the pump is fifteen degrees\.$/, 'preview-pdf');
    await page.waitForSelector('>>> preview-pdf ::-p-text(Page 3 of 3)');
    await close(page);
  });

  it('open with the words that are cited, as the text of a page or a document, or as the row of a table', async () => {
    await dropFiles(page, [
      { name: 'garden.html', type: 'text/html', content: garden },
      { name: 'staff.csv', type: 'text/csv', content: staff },
      { name: 'board.txt', type: 'text/plain', content: 'Notes.\n\nThe board approved the cafeteria.\n\nIt rained.\n' },
      { name: 'boiler.docx', content: { base64: Buffer.from(boiler).toString('base64') } },
    ]);
    for (const [question, words] of [
      ['When is the garden watered?', /^The garden is watered every second evening\.$/],
      ['What did the board approve?', /^The board approved the cafeteria\.$/],
      ['How long does the warranty of the boiler last?', /^The warranty of the boiler lasts five years\.$/],
    ] as const) {
      await ask(page, question);
      await openCitation(page);
      await waitForLit(page, words, 'preview-text');
      await close(page);
    }
    await ask(page, 'What does staff.csv say about compilers?');
    await openCitation(page);
    const row = await page.waitForSelector('>>> preview-table >>> tr.lit');
    assert.match(await row!.evaluate(({ textContent }) => textContent ?? ''), /Grace Hopper/);
    await close(page);
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
  });

  it('that hold results show as a chart and a table, sort, and are downloaded as they were written', async () => {
    await dropFile(page, 'sales.csv', 'text/csv', sales);
    await ask(page, 'What is the mean price by region? Draw a chart.');
    await page.waitForFunction(() =>
      readPage.elements('img').some((image) => {
        const { alt, naturalWidth } = image as HTMLImageElement;
        return /^chart\b/.test(alt) && naturalWidth > 0;
      }),
    );
    await click(page, '>>> annotated-message >>> a[part="link"][aria-label^="Open"][aria-label*=".csv"]');
    await page.waitForSelector('>>> preview-table');
    await click(page, '>>> preview-table >>> thead button');
    await page.waitForSelector('>>> preview-table >>> th[aria-sort="ascending"]');
    const [first, href] = await page.evaluate(() => {
      const viewer = readPage.elements('file-viewer')[0]?.shadowRoot;
      const row = readPage.elements('preview-table')[0]?.shadowRoot?.querySelector('tbody:not([aria-hidden]) td');
      return [row?.textContent?.trim(), viewer?.querySelector<HTMLAnchorElement>('header a')?.href];
    });
    assert.equal(first, 'North');
    assert.equal(await download(page, '>>> file-viewer >>> header a'), means);
    assert.match(href ?? '', /\/files\/link\.[^/]+\/content\?renew$/);
    await close(page);
  });

  it('of a hundred thousand rows open before they are sent, and stay quick', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => `${n},"row, number ${n}"`).join('\n');
    await dropFile(page, 'large.csv', 'text/csv', `n,name\n${rows}`);
    await click(page, '>>> chat-composer >>> [part="link"][aria-label^="Open large.csv"]');
    await page.waitForSelector('>>> preview-table >>> table[aria-rowcount="100001"]');
    const drawn = await page.evaluate(
      () => readPage.elements('preview-table')[0]?.shadowRoot?.querySelectorAll('tr').length ?? 0,
    );
    assert.ok(drawn > 10 && drawn < 200, `${drawn} rows are drawn`);
    await close(page);
  });

  it('that are hostile show, and do nothing', async () => {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" onload="top.hacked = true">
      <script>top.hacked = true</script><foreignObject><iframe src="javascript:top.hacked=true"/></foreignObject>
      <circle r="40" cx="40" cy="40"/></svg>`;
    await dropFile(page, '../../x.svg', 'image/svg+xml', drawing);
    await click(page, '>>> chat-composer >>> [part="link"][aria-label*="x.svg"]');
    await page.waitForSelector('>>> preview-image >>> img:not([hidden])');
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    await close(page);
    await dropFile(
      page,
      'page.html',
      'text/html',
      '<img src=x onerror="top.hacked=true"><script>top.hacked=true</script>',
    );
    await click(page, '>>> chat-composer >>> [part="link"][aria-label*="page.html"]');
    await page.waitForSelector('>>> preview-text >>> .line ::-p-text(onerror)');
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    await close(page);
  });

  it('are not there for another person who has their address, and after its time not for their owner', async () => {
    const address = await page.evaluate(
      () =>
        document
          .querySelector('assistant-chat')!
          .messages.flatMap(({ parts }) => parts as { type: string; data?: { filename: string; url: string } }[])
          .find(({ type, data }) => type === 'data-file' && data?.filename.endsWith('.csv'))!.data!.url,
    );
    assert.deepEqual(await answerOf(page, address), [200, means]);
    const context = await page.browser().createBrowserContext();
    const other = await context.newPage();
    await other.goto(demo.url);
    const unknown = await answerOf(other, address.replace(/link\.[^/]+/, 'link.a.b.c'));
    assert.equal(unknown[0], 404);
    assert.deepEqual(await answerOf(other, address), unknown);
    await context.close();

    demo.process.kill('SIGUSR2');
    await page.waitForFunction(async (url) => (await fetch(url)).status === 410, {}, address);
    // What shows the file asks for a fresh address by itself.
    assert.equal(
      await download(page, '>>> annotated-message >>> a[aria-label^="Download"][aria-label*=".csv"]'),
      means,
    );
  });

  it('make the browser complain about nothing', () => {
    // But for the address that was looked at when its time was over.
    assert.deepEqual(
      open.complaints.filter((each) => !/\b410\b/.test(each)),
      [],
    );
  });
});

/** Opens the last marker's preview, and from there its source. */
async function openCitation(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const message = readPage.elements('annotated-message').at(-1)?.shadowRoot;
    const marker = message?.querySelector<HTMLElement>('[part~="marker"]');
    if (!message?.querySelector('[popover]:popover-open')) marker?.click();
    return message?.querySelector('[popover]:popover-open a.open') ?? false;
  });
  await click(page, '>>> [popover]:popover-open a.open');
  await page.waitForSelector('>>> file-viewer');
}

/** Waits until words are lit inside an element. */
async function waitForLit(page: Page, words: RegExp, element: string): Promise<void> {
  await page.waitForFunction(
    (source, name) =>
      [...(CSS.highlights.get('assistant-citation-active') ?? [])]
        .filter((range) => {
          const root = (range as Range).startContainer.getRootNode();
          return root instanceof ShadowRoot && root.host.localName === name;
        })
        .join('')
        .match(source) !== null,
    {},
    words.source,
    element,
  );
}

/** What the page gets there: the status, and the text. */
async function answerOf(page: Page, url: string): Promise<unknown[]> {
  return page.evaluate(async (address) => {
    const response = await fetch(address);
    return [response.status, await response.text()];
  }, url);
}

async function click(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(selector, { visible: true });
  await element?.click();
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => readPage.elements('file-viewer').length === 0);
}

/** The text of what a click downloads. */
async function download(page: Page, selector: string): Promise<string> {
  const signal = AbortSignal.timeout(60_000);
  await click(page, selector);
  for (;;) {
    // A browser says of a file that it is not whole yet by its name, or by leaving it empty.
    const [name = '.part', ...others] = await readdir(downloads);
    const text =
      others.length > 0 || /\.(part|crdownload)$/.test(name) ? '' : await readFile(join(downloads, name), 'utf8');
    if (text) {
      await rm(join(downloads, name));
      return text;
    }
    await wait(50, undefined, { signal });
  }
}
