import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cache = fileURLToPath(new URL('../../.cache/frameworks', import.meta.url));

/** Installs what an app needs outside of the lock file, unless an earlier run has; gives the folder that it is in. */
export async function fetchPackages(name: string, packages: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(cache, name);
  const manifest = JSON.stringify({ private: true, dependencies: packages });
  const done = join(folder, 'installed.json');
  if ((await readFile(done, 'utf8').catch(() => '')) !== manifest) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), manifest);
    const options = ['--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
    await promisify(execFile)('npm', ['install', ...options], { cwd: folder, shell: process.platform === 'win32' });
    await writeFile(done, manifest);
  }
  return join(folder, 'node_modules');
}
