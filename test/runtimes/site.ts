import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pack } from '../package/pack.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A new folder with the package installed in it from its archive, as whoever deploys it has it. */
export async function installSite(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-kit-site-'));
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const beside = ['hono', 'openai', '@hono/node-server', 'pyodide'].map((name) => `${name}@${devDependencies[name]}`);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  await run('npm', ['install', ...quiet, await pack(folder), ...beside], { cwd: folder });
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
}

/** Puts a target of `demo/deploy/` into the folder, as it is. */
export async function place(target: string, folder: string, name: string): Promise<string> {
  const placed = join(folder, name);
  await cp(join(root, 'demo/deploy', target), placed, { recursive: true });
  return placed;
}
