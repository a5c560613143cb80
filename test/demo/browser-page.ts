import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';

export interface OpenPage {
  page: Page;
  /** What the page has written to its console as a warning or an error, and what it could not load. */
  complaints: string[];
  close(): Promise<void>;
}

export type BrowserName = 'chromium' | 'firefox';

const executables: Readonly<Record<BrowserName, string>> = {
  chromium: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
  firefox: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox',
};

/** Describes the same for each browser; one that is not on this machine is said to be skipped. */
export function describeInBrowsers(what: string, define: (browser: BrowserName) => void): void {
  for (const browser of ['chromium', 'firefox'] as const) {
    describe(`${what}, in ${browser}`, () => {
      if (browser === 'chromium' || existsSync(executables.firefox)) define(browser);
      else it(`${what}, in ${browser}`, { skip: 'FIREFOX_PATH names no Firefox, and none is installed' }, () => {});
    });
  }
}

/** Opens the address in a browser of its own, with nothing kept from before. What it downloads lands in the folder. */
export async function openPage(
  url: string,
  name: BrowserName = 'chromium',
  { downloads }: { downloads?: string } = {},
): Promise<OpenPage> {
  const browser: Browser = await puppeteer.launch({
    browser: name === 'firefox' ? 'firefox' : 'chrome',
    executablePath: executables[name],
    ...(downloads ? downloadingTo(downloads)[name] : {}),
    args:
      name === 'chromium' && process.getuid?.() === 0
        ? ['--no-sandbox', '--disable-quic', '--disable-background-networking']
        : [],
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

/** Each browser is told so in a way of its own. */
function downloadingTo(folder: string): Readonly<Record<BrowserName, LaunchOptions>> {
  return {
    chromium: { downloadBehavior: { policy: 'allow', downloadPath: folder } },
    firefox: { extraPrefsFirefox: { 'browser.download.folderList': 2, 'browser.download.dir': folder } },
  };
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

export interface DroppedFile {
  name: string;
  type?: string;
  /** A text, bytes, or as many bytes of which no two MiB are alike. */
  content: string | number | { base64: string };
}

/** Drops a file onto the chat, as a person drags it from a folder. */
export async function dropFile(page: Page, name: string, type: string, content: string): Promise<void> {
  await dropFiles(page, [{ name, type, content }]);
}

/** Drops files onto the chat, all at once. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await page.evaluate((dropped) => readPage.drop(dropped), files);
}

/** Waits until the draft's files are in these states, in order: `a.csv: Uploading 40%`. */
export async function waitForDraft(page: Page, ...states: readonly RegExp[]): Promise<void> {
  const sources = states.map(({ source }) => source);
  try {
    await page.waitForFunction(
      (wanted) => {
        const shown = readPage.draft();
        return shown.length === wanted.length && wanted.every((pattern, at) => new RegExp(pattern).test(shown[at]!));
      },
      {},
      sources,
    );
  } catch (cause) {
    const shown = await page.evaluate(() => readPage.draft());
    throw new Error(`The draft shows ${JSON.stringify(shown)}, not ${sources.join(', ')}.`, { cause });
  }
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
    within(selector: string): string;
    draft(): string[];
    refusals(): string[];
    drop(files: readonly DroppedFile[], types?: readonly string[]): void;
    dropFolders(folders: Readonly<Record<string, object>>): void;
    file(file: DroppedFile): File;
    shows(url: string): boolean;
    elements(name: string): Element[];
  };
}
