import { fetchPackages } from '../fetch-packages.ts';
import type { Platform } from '../platform.ts';
import { start } from '../start.ts';
import { findNode } from './node.ts';

const version = '4.164.0';

/** Cloudflare's runtime, workerd, as `wrangler dev` starts it. */
export const workers: Platform = {
  name: 'workers',
  version,
  target: 'workers',
  start: async ({ folder, environment }) => {
    const wrangler = `${await fetchPackages({ wrangler: version })}/wrangler/bin/wrangler.js`;
    const variables = Object.entries(environment).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
    const { child, found } = await start(
      // It asks for a newer Node than the suite does.
      [await findNode('24.21.0'), wrangler, 'dev', '--ip', '127.0.0.1', '--port', '0', ...variables],
      { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, CI: '1', WRANGLER_SEND_METRICS: 'false' } },
      /http:\/\/127\.0\.0\.1:\d+/,
    );
    return { origin: found, close: () => void child.kill() };
  },
};
