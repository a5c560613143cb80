// Cloudflare's runtime for tests. It weighs 170 MB, so it is no dependency of the package: `npm run fetch:miniflare` brings it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { R2BucketBinding } from '../../server/stores/r2-file-store.ts';

const version = '4.20260730.0';
const folder = fileURLToPath(new URL('../../.cache/miniflare/', import.meta.url));
const entry = new URL('../../.cache/miniflare/node_modules/miniflare/dist/src/index.js', import.meta.url);

interface Miniflare {
  getR2Bucket(name: string): Promise<R2BucketBinding>;
  dispatchFetch(url: string, init?: RequestInit): Promise<Response>;
  dispose(): Promise<void>;
}

interface MiniflareOptions {
  modules: true;
  script: string;
  r2Buckets?: string[];
  compatibilityDate?: string;
  durableObjects?: Record<string, { className: string; useSQLite: true }>;
}

type MiniflareClass = new (options: MiniflareOptions) => Miniflare;
/** Its class, or undefined where it has not been fetched. */
export async function findMiniflare(): Promise<MiniflareClass | undefined> {
  if (!existsSync(entry)) return undefined;
  return ((await import(entry.href)) as { Miniflare: MiniflareClass }).Miniflare;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status } = spawnSync('npm', ['install', '--prefix', folder, ...options, `miniflare@${version}`], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
