import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { InstalledPackage } from '../package/installed-package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of the folder `demo/`, as somebody has it who has installed the package. */
export interface FrameworkApp {
  readonly folder: string;
  /** Builds it for browsers, as `npm run build` does; gives what Vite complains of. */
  build(...options: readonly string[]): Promise<string>;
  /** Serves what has been built, or the source with hot reloads; the adapter answers behind it. */
  serve(mode: 'preview' | 'dev', adapter: string): Promise<string>;
  stop(): void;
}

/** Gives the folder of the packages that an app needs, by name and range. */
export type FetchPackages = (app: string, packages: Readonly<Record<string, string>>) => Promise<string>;

/** Copies the app beside the package that it imports. What else it needs is there too, or is fetched. */
export async function copyApp(
  name: string,
  installed: InstalledPackage,
  fetchPackages?: FetchPackages,
): Promise<FrameworkApp> {
  const folder = join(installed.folder, 'apps', name);
  await cp(join(root, 'demo', name), folder, { recursive: true });
  await cp(join(root, 'demo/shared'), join(folder, '../shared'), { recursive: true });
  if (fetchPackages) await linkPackages(name, folder, fetchPackages);
  const viteFolder = dirname(createRequire(join(folder, 'app.js')).resolve('vite/package.json'));
  const started: ChildProcess[] = [];
  const vite = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
    const child = spawn(process.execPath, [join(viteFolder, 'bin/vite.js'), ...args], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    return child;
  };
  return {
    folder,
    async build(...options) {
      const building = vite(['build', '--logLevel', 'error', ...options]);
      const [output, [code]] = await Promise.all([text(building.stderr), once(building, 'exit')]);
      if (code !== 0) throw new Error(`${name} cannot be built: ${output}`);
      return output;
    },
    async serve(mode, adapter) {
      const args = ['--port', '0', '--strictPort', '--host', '127.0.0.1'];
      const serving = vite(mode === 'preview' ? ['preview', ...args] : args, { ADAPTER: adapter });
      let output = '';
      return new Promise((resolve, reject) => {
        const read = (piece: Buffer): void => {
          output += stripVTControlCharacters(String(piece));
          const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(output) ?? [];
          if (url) resolve(url);
        };
        serving.stdout.on('data', read);
        serving.stderr.on('data', read);
        serving.on('exit', (code) => reject(new Error(`${name} is not served (${code}): ${output}`)));
      });
    },
    stop() {
      for (const child of started) child.kill();
    },
  };
}

async function linkPackages(name: string, folder: string, fetchPackages: FetchPackages): Promise<void> {
  const packages = await packagesOf(name);
  const fetched = await fetchPackages(name, packages);
  for (const one of Object.keys(packages)) {
    const link = join(folder, 'node_modules', one);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(fetched, one), link);
  }
}

/** Names of the packages that an app needs besides the one under test, with their ranges. */
async function packagesOf(name: string): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(join(root, 'demo', name, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const { 'assistant-kit': _own, ...packages } = { ...manifest.dependencies, ...manifest.devDependencies };
  return packages;
}
