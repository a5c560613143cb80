// The one test command: installs what is missing, finds a browser, runs every test, ends with "N passed, N failed".
// Arguments are paths or parts of paths: only test files that contain one of them run.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installMissing } from '../demo/install.mjs';
import { findBrowser } from './browser.mjs';

installMissing();
const browser = await findBrowser();
console.log(`Browser: ${browser}`);

const runner = spawn(
  process.execPath,
  ['--import', 'tsx', fileURLToPath(new URL('runner.mjs', import.meta.url)), ...process.argv.slice(2)],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: browser },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.kill(signal));
runner.on('exit', (code) => process.exit(code ?? 1));
