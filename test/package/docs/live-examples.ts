import type { Page } from 'puppeteer-core';

/** What somebody does with a live example, and what has to come of it. */
export interface LiveCase {
  act?(page: Page): Promise<void>;
  /** An event that the page then says its element has told. */
  readonly told?: string;
  /** Words that can then be read in the example, also within an element. */
  readonly shows?: RegExp;
}

const askNotice: LiveCase = {
  act: (page) => press(page, 'What is the notice period?'),
  told: 'assistant-reply-end',
  shows: /You can end the lease in writing with three months' notice/,
};

/** By page. */
export const liveCases: Readonly<Record<string, LiveCase>> = {
  index: { act: askNotice.act!, shows: askNotice.shows! },
  'assistant-chat': askNotice,
  'chat-thread': {
    act: (page) => press(page, 'Good answer'),
    told: 'assistant-feedback',
    shows: /three months' notice/,
  },
  'chat-composer': {
    async act(page) {
      await page.locator('>>> textarea').fill('Hello');
      await page.keyboard.press('Enter');
    },
    told: 'assistant-send',
    shows: /Messages: 2/,
  },
  'annotated-message': {
    async act(page) {
      await press(page, 'source 1, lease.txt');
      await press(page, 'Open lease.txt');
    },
    told: 'assistant-citation-open',
  },
  'file-attachment': { act: (page) => press(page, 'Remove rent.csv'), told: 'assistant-file-remove' },
  'file-dropzone': {
    async act(page) {
      const [chooser] = await Promise.all([page.waitForFileChooser(), press(page, 'Choose files')]);
      await chooser.accept(['docs/live/rent.csv']);
      await press(page, 'Hand in');
    },
    told: 'assistant-file-accepted',
    shows: /1 handed in/,
  },
  'file-preview': {
    act: (page) => press(page, 'Find the deposit'),
    told: 'passages-placed',
    shows: /A lost key is replaced/,
  },
  'file-viewer': {
    async act(page) {
      await press(page, 'Show the table');
      await waitForText(page, /2026-04-07/);
      await page.keyboard.press('Escape');
    },
    told: 'close',
  },
  'run-step': { act: (page) => press(page, 'Allow'), told: 'assistant-approve', shows: /You said: yes/ },
  'run-steps': { act: (page) => press(page, 'Allow'), told: 'assistant-approve' },
  'any-page': { act: (page) => press(page, 'Open it from here'), shows: /What can I do for you\?/ },
  files: { act: (page) => press(page, 'Attach a text'), shows: /keys\.txt/ },
  citations: {
    async act(page) {
      await press(page, 'source 1, The lease');
      await press(page, 'Open The lease');
    },
    shows: /Opened: source-1/,
  },
  tools: { act: (page) => press(page, 'How large is my window?'), shows: /"width":\d+/ },
  theming: {
    async act(page) {
      await page.locator('select').fill('crimson');
      await page.waitForSelector('assistant-chat[style*="crimson"]');
    },
    shows: /What can I do for you\?/,
  },
};

/** Waits until the example shows what was meant, and until the page says which event it was told of. */
export async function liveThrough(page: Page, { act, told, shows }: LiveCase): Promise<void> {
  await act?.(page);
  if (shows) await waitForText(page, shows);
  if (told !== undefined) await waitForText(page, new RegExp(`Events so far:.* ${told}( |$)`));
}

/** A person finds a control by its name, also within elements. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"])`).click();
}

async function waitForText(page: Page, text: RegExp): Promise<void> {
  try {
    await page.waitForFunction((source) => new RegExp(source).test(readPage.within('.live')), {}, text.source);
  } catch (cause) {
    const shown = await page.evaluate(() => readPage.within('.live'));
    throw new Error(`The example of ${page.url()} shows “${shown}”, not ${text}.`, { cause });
  }
}
