import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the optional package `pyodide` lies. */
export interface PyodideFolder {
  folder: string;
  version: string;
  /** Folders it imports from besides its own: the package `ws`, under its link and under its real path. */
  imports: string[];
}

/** Finds the package `pyodide`; undefined where it is not installed. */
export function findPyodide(from: string | URL = import.meta.url): PyodideFolder | undefined {
  const require = createRequire(from);
  try {
    const manifest = require.resolve('pyodide/package.json');
    const { version } = require(manifest) as { version: string };
    const folder = realpathSync(dirname(manifest));
    const socketPackage = realpathSync(dirname(createRequire(manifest).resolve('ws')));
    const links = [join(folder, '..', 'ws'), join(folder, 'node_modules', 'ws')].filter((link) => existsSync(link));
    return { folder, version, imports: [...new Set([socketPackage, ...links])] };
  } catch {
    return undefined;
  }
}
