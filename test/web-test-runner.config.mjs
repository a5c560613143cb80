import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { serveRecordings } from './server/support/serve-recordings.ts';

const executablePath = process.env.CHROME_PATH;

export default {
  nodeResolve: true,
  concurrency: 1,
  testsFinishTimeout: 240_000,
  plugins: [
    serveRecordings,
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      // Decorators need the settings of the one tsconfig.
      tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: {
        executablePath,
        // Only root, as in a container, may and must do without the sandbox.
        args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-quic', '--disable-background-networking'] : [],
      },
    }),
  ],
  testFramework: { config: { timeout: 10_000 } },
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
};
