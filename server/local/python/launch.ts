import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PyodideFolder } from './pyodide-folder.ts';

// Plain JavaScript and Python, copied into the build as they are: the locked-down process may not load a transpiler, and
// what the tests run is then byte for byte what is published.
const program = realpathSync(fileURLToPath(new URL('./sandbox/main.mjs', import.meta.url)));

const webAssemblyPageKiB = 64;

export interface Launch {
  pyodide: PyodideFolder;
  memoryMiB: number;
  /** A memory snapshot to start from. */
  snapshot?: string | undefined;
  /** `run` obeys on stdin; `snapshot` writes a memory snapshot to stdout and ends. */
  task: 'run' | 'snapshot';
}

/** Starts the process Python runs in. Its environment is empty; it speaks through its standard streams alone. */
export function launch({ pyodide, memoryMiB, snapshot, task }: Launch): ChildProcessWithoutNullStreams {
  const readable = [dirname(program), pyodide.folder, ...pyodide.imports].map((folder) => folder + sep);
  const flags = sandboxFlags(snapshot ? [...readable, snapshot] : readable, memoryMiB);
  const fileBytes = (memoryMiB / 2) * 1024 * 1024;
  const words = [task, pyodide.folder, String(fileBytes), ...(snapshot ? [snapshot] : [])];
  return spawn(process.execPath, [...flags, program, ...words], { cwd: dirname(program), env: {}, windowsHide: true });
}

/**
 * What Node is started with, so that its process can read these paths and do nothing else outside of itself: no writing, no processes,
 * no workers, no add-ons, no code from strings.
 */
export function sandboxFlags(readable: readonly string[], memoryMiB: number): string[] {
  return [
    process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    '--disallow-code-generation-from-strings',
    `--wasm-max-mem-pages=${Math.floor((memoryMiB * 1024) / webAssemblyPageKiB)}`,
    '--max-old-space-size=256',
    '--no-warnings',
  ];
}
