// Runtimes come from npm on first use, outside the lock: together they weigh more than everything else.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/runtimes/', import.meta.url));

export interface FetchOptions {
  /** Runs the packages' own install scripts, for what has to be compiled; with the program of this Node. */
  buildsWith?: string;
}

/**
 * The folder with these packages in it, `node_modules`, from the cache or from npm.
 * @param packages exact versions by name
 */
export async function fetchPackages(
  packages: Readonly<Record<string, string>>,
  { buildsWith }: FetchOptions = {},
): Promise<string> {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const folder = join(cache, wanted.join('+').replaceAll('/', '-'));
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  console.log(`Fetching ${wanted.join(', ')} …`);
  // Under another name until it is whole, so that what was interrupted is not taken for it.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  const scripts = buildsWith === undefined ? ['--ignore-scripts'] : ['--foreground-scripts'];
  await run('npm', ['install', '--prefix', unfinished, ...quiet, ...scripts, ...wanted], {
    maxBuffer: 64 * 1024 * 1024,
    ...(buildsWith === undefined ? {} : { env: { ...process.env, PATH: `${buildsWith}:${process.env['PATH']}` } }),
  });
  await rename(unfinished, folder);
  return modules;
}
