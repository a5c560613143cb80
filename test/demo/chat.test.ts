import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { ask, dropFile, lastAnswer, openPage, type OpenPage } from './browser-page.ts';
import { startDemo, type DemoServer } from './demo-server.ts';

const lease = `# Lease

The lease begins on 1 March 2025. The monthly rent is 1,200 euros.

## Notice

The notice period is three months to the end of a calendar month. Notice must be given in writing.
`;

const sales = `region,product,price
North,Apple,10
South,Apple,20
North,Pear,14
South,Pear,31
West,Apple,7.5
`;

// The page is the same, whatever API stands behind the adapter.
for (const engine of ['responses', 'assistants', 'agents']) {
  describe(`the demo on ${engine}`, () => {
    let demo: DemoServer;
    let open: OpenPage;
    let page: Page;

    before(async () => {
      demo = await startDemo({ environment: { ASSISTANT_ENGINE: engine } });
      open = await openPage(demo.url);
      page = open.page;
    });

    after(async () => {
      await open?.close();
      await demo?.stop();
    });

    it('writes Python for an equation, runs it, and answers', async () => {
      await ask(page, 'solve 3x + 11 = 14');
      const answer = await lastAnswer(page);
      assert.match(answer, /x = 1\b/);
      const message = await lastMessage(page);
      const step = message.parts.find((part) => part.type === 'tool-code_interpreter');
      assert.match(JSON.stringify(step?.['input']), /Fraction|print/);
      assert.match(JSON.stringify(step?.['output']), /x = 1/);
    });

    it('quotes a dropped file with a marker that names it', async () => {
      await dropFile(page, 'lease.md', 'text/markdown', lease);
      await ask(page, 'What is the notice period?');
      assert.match(await lastAnswer(page), /three months to the end of a calendar month/);
      // Agents read a file, and say nothing of where.
      if (engine === 'agents') return;
      const marker = await page.waitForSelector('>>> [part~="marker"]');
      const label = await marker?.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent);
      assert.match(label ?? '', /lease\.md/);
    });

    it('computes means by group, draws a chart, and gives the result file as it was written', async () => {
      await dropFile(page, 'sales.csv', 'text/csv', sales);
      await ask(page, 'What is the mean price by region? Draw a chart.');
      const answer = await lastAnswer(page);
      for (const [region, mean] of [
        ['North', '12'],
        ['South', '25.5'],
        ['West', '7.5'],
      ] as const) {
        assert.match(answer, new RegExp(`${region}\\s*${mean.replace('.', '\\.')}\\b`));
      }
      const files = (await lastMessage(page)).parts
        .filter((part) => part.type === 'data-file')
        .map((part) => part['data'] as OutputFile);
      assert.ok(files.every(({ status }) => status === 'ready'));
      const chart = files.find(({ mediaType }) => mediaType.startsWith('image/'));
      assert.ok(chart, 'a chart');
      await page.waitForFunction((url) => readPage.shows(url), {}, chart.url);

      const table = files.find(({ filename }) => filename.endsWith('.csv'));
      assert.ok(table, 'a result file');
      const downloaded = await page.evaluate(async (url) => {
        const response = await fetch(url);
        return { text: await response.text(), disposition: response.headers.get('content-disposition') };
      }, table.url);
      assert.match(downloaded.disposition ?? '', /^attachment; filename="?[^"]+\.csv/);
      assert.equal(downloaded.text, 'region,mean price,rows\r\nSouth,25.5,2\r\nNorth,12,2\r\nWest,7.5,1\r\n');
      assert.equal(downloaded.text.length, table.bytes);
    });

    it('shows the thread again after a reload', async () => {
      const before = await texts(page);
      await page.reload();
      await page.waitForFunction(
        (count) => (document.querySelector('assistant-chat')?.messages.length ?? 0) >= count,
        {},
        before.length,
      );
      assert.deepEqual(await texts(page), before);
    });

    it('makes the browser complain about nothing', () => {
      assert.deepEqual(open.complaints, []);
      assert.doesNotMatch(demo.output(), /error/i);
    });
  });
}

interface OutputFile {
  filename: string;
  mediaType: string;
  url: string;
  status: string;
  bytes: number;
}

interface PlainMessage {
  parts: ({ type: string } & Record<string, unknown>)[];
}

async function lastMessage(page: Page): Promise<PlainMessage> {
  const json = await page.evaluate(() => JSON.stringify(document.querySelector('assistant-chat')?.messages.at(-1)));
  return JSON.parse(json) as PlainMessage;
}

/** Role and texts of every message. */
async function texts(page: Page): Promise<string[][]> {
  return page.evaluate(
    () =>
      document
        .querySelector('assistant-chat')
        ?.messages.map(({ role, parts }) => [role, ...parts.map((part) => ('text' in part ? part.text : part.type))]) ??
      [],
  );
}
