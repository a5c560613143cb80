import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Platform } from '../platform.ts';
import { start } from '../start.ts';
import { startBucket } from '../start-bucket.ts';
import { denoVersion, findDeno } from './deno.ts';

const host = fileURLToPath(new URL('../hosts/netlify.js', import.meta.url));

/** An edge function of Netlify in Deno, which is what runs them; what Netlify puts around them is played. */
export const netlify: Platform = {
  name: 'netlify',
  version: denoVersion,
  target: 'netlify',
  start: async ({ folder, environment }) => {
    const bucket = await startBucket();
    const env = { ...environment, ...bucket.environment };
    // Beside the function, where its imports are found.
    const file = join(folder, 'netlify.js');
    await copyFile(host, file);
    const command = ['run', '--allow-net', '--allow-env', '--allow-read', file] as const;
    const { child, found } = await start([await findDeno(), ...command], { cwd: folder, env }, /http:\/\/127[^/\s]+/);
    return {
      origin: found,
      close: async () => {
        child.kill();
        await bucket.close();
      },
    };
  },
};
