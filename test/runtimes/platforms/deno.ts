import { fetchPackages } from '../fetch-packages.ts';
import type { Platform } from '../platform.ts';
import { start } from '../start.ts';

export const denoVersion = '2.9.6';

/** The program, fetched on first use. */
export async function findDeno(): Promise<string> {
  return `${await fetchPackages({ '@deno/linux-x64-glibc': denoVersion })}/@deno/linux-x64-glibc/deno`;
}

/** Deno, which is what Deno Deploy runs, too. */
export const deno: Platform = {
  name: 'deno',
  version: denoVersion,
  target: 'deno',
  start: async ({ folder, environment: env }) => {
    const command = ['serve', '--allow-net', '--allow-env', '--host', '127.0.0.1', '--port', '0', 'main.js'] as const;
    const { child, found } = await start([await findDeno(), ...command], { cwd: folder, env }, /http:\/\/127[^/\s]+/);
    return { origin: found, close: () => void child.kill() };
  },
};
