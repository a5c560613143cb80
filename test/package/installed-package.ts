import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pack } from './pack.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Manifest {
  exports: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

/** The package as npm would publish it, in an empty folder, among what it says it needs and nothing else. */
export interface InstalledPackage {
  folder: string;
  manifest: Manifest;
  /** What an import of the package may be, as `assistant-kit/server`; the file for a script element is none. */
  entries: string[];
  /** Puts packages beside it, by default those of this repository. */
  add(names: readonly string[], from?: string): Promise<void>;
  remove(): Promise<void>;
}

/** Builds, packs and unpacks. `tools` are packages that whoever installs it has besides. */
export async function installPackage(tools: readonly string[]): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-kit-'));
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'assistant-kit');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', await pack(folder), '-C', home, '--strip-components=1']);
  const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as Manifest;
  const add = async (names: readonly string[], from = join(root, 'node_modules')): Promise<void> => {
    for (const name of names) {
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await rm(join(modules, name), { force: true });
      await symlink(join(from, name), join(modules, name));
    }
  };
  await add([...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }), ...tools]);
  return {
    folder,
    manifest,
    add,
    entries: await entriesOf(manifest, home),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function entriesOf({ exports }: Manifest, home: string): Promise<string[]> {
  const elements = (await readdir(join(home, 'dist/components'), { recursive: true })).flatMap((file) => {
    const [, name] = /^([a-z-]+)[\\/]\1\.js$/.exec(file) ?? [];
    return name ? [`assistant-kit/components/${name}.js`] : [];
  });
  const named = Object.keys(exports).filter((key) => !/\*|\.json$|^\.\/cdn$/.test(key));
  return [...named.map((key) => `assistant-kit${key.slice(1)}`), ...elements];
}
