import { fileURLToPath } from 'node:url';
import type { Platform } from '../platform.ts';
import { start } from '../start.ts';
import { startBucket } from '../start-bucket.ts';

const host = fileURLToPath(new URL('../hosts/vercel.mjs', import.meta.url));

/** Vercel's Edge runtime. */
export const vercel: Platform = {
  name: 'vercel',
  version: '4.0.1',
  target: 'vercel',
  largestFile: 4_000_000,
  start: async ({ folder, environment }) => {
    const bucket = await startBucket();
    const env = { ...environment, ...bucket.environment };
    const { child, found } = await start([process.execPath, host], { cwd: folder, env }, /http:\S+/);
    return {
      origin: found,
      close: async () => {
        child.kill();
        await bucket.close();
      },
    };
  },
};
