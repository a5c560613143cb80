import { access, readFile } from 'node:fs/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

export interface OpenPage {
  page: Page;
  /** What the page has written to its console as a warning or an error, and what it could not load. */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens the address in a Chromium of its own, with nothing kept from before. */
export async function openPage(url: string): Promise<OpenPage> {
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  await access(executablePath);
  const browser: Browser = await puppeteer.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-quic', '--disable-background-networking'] : [],
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['warn', 'error'].includes(message.type()) && !message.text().startsWith('Lit is in dev mode')) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  // As text: a function that was compiled for Node does not run in a page.
  await page.evaluateOnNewDocument(await readFile(new URL('read-page.js', import.meta.url), 'utf8'));
  await page.goto(url);
  return { page, complaints, close: () => browser.close() };
}

/** Types a message into the chat and sends it by Enter; resolves when the answer is whole. */
export async function ask(page: Page, text: string): Promise<void> {
  const box = await page.waitForSelector('>>> textarea');
  await box?.click();
  await page.keyboard.type(text);
  const before = await page.evaluate(() => document.querySelector('assistant-chat')?.messages.length ?? 0);
  await page.keyboard.press('Enter');
  // An answer may be whole before anybody sees it begin.
  await page.waitForFunction(
    (count) => {
      const chat = document.querySelector('assistant-chat');
      return chat?.status === 'ready' && chat.messages.length >= count + 2;
    },
    {},
    before,
  );
}

/** Drops a file onto the chat, as a person drags it from a folder. */
export async function dropFile(page: Page, name: string, type: string, content: string): Promise<void> {
  await page.evaluate(
    (fileName, mediaType, text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], fileName, { type: mediaType }));
      const target = document.querySelector('assistant-chat')?.shadowRoot?.querySelector('file-dropzone');
      for (const event of ['dragenter', 'dragover', 'drop']) {
        target?.dispatchEvent(
          new DragEvent(event, { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
        );
      }
    },
    name,
    type,
    content,
  );
}

/** All text a person can read in the last message. */
export async function lastAnswer(page: Page): Promise<string> {
  return page.evaluate(() => readPage.lastAnswer());
}

declare global {
  /** See `read-page.js`. */
  var readPage: {
    lastAnswer(): string;
    all(): string;
    shows(url: string): boolean;
    elements(name: string): Element[];
  };
}
