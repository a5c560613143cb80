import { existsSync } from 'node:fs';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';

const paths = [process.env.FIREFOX_PATH, '/usr/bin/firefox', '/usr/bin/firefox-esr', '/snap/bin/firefox'];

/** Firefox, driven over WebDriver BiDi; undefined where there is none. */
export function firefoxLauncher() {
  const executablePath = paths.find((path) => path && existsSync(path));
  if (!executablePath) return undefined;
  return chromeLauncher({
    puppeteer,
    concurrency: 1,
    launchOptions: { browser: 'firefox', executablePath, headless: true },
  });
}
