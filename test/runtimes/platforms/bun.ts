import { fetchPackages } from '../fetch-packages.ts';
import type { Platform } from '../platform.ts';
import { start } from '../start.ts';

const version = '1.4.5';

export const bun: Platform = {
  name: 'bun',
  version,
  target: 'bun',
  start: async ({ folder, environment }) => {
    const program = `${await fetchPackages({ '@oven/bun-linux-x64': version })}/@oven/bun-linux-x64/bin/bun`;
    const env = { ...environment, PORT: '0' };
    const { child, found } = await start([program, 'run', 'server.js'], { cwd: folder, env }, /http:\/\/localhost:\d+/);
    return { origin: found, close: () => void child.kill() };
  },
};
