import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { InstalledPackage } from './installed-package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How the checker of a framework is asked, and where it says that something is wrong. */
interface Checker {
  readonly framework: string;
  /** What somebody who uses the framework has besides. */
  readonly packages: readonly string[];
  readonly command: readonly string[];
  /** A pattern of a line of its output, for file and line. */
  readonly complaint: RegExp;
  /** What it calls the first line of a file. */
  readonly firstLine: 0 | 1;
  readonly right: string;
  readonly wrong: string;
}

const compilerComplaint = /^(\S+)\((\d+),\d+\): error/gm;

const checkers: readonly Checker[] = [
  {
    framework: 'react',
    packages: ['@types/react'],
    command: ['typescript/bin/tsc', '-p', '.'],
    complaint: compilerComplaint,
    firstLine: 1,
    right: 'right.tsx',
    wrong: 'wrong.tsx',
  },
  {
    framework: 'vue',
    packages: ['vue'],
    command: ['vue-tsc/bin/vue-tsc.js', '-p', '.'],
    complaint: compilerComplaint,
    firstLine: 1,
    right: 'Right.vue',
    wrong: 'Wrong.vue',
  },
  {
    framework: 'svelte',
    packages: ['svelte'],
    command: ['svelte-check/bin/svelte-check', '--output', 'machine-verbose', '--tsconfig', 'tsconfig.json'],
    complaint: /"type":"ERROR","filename":"([^"]+)","start":\{"line":(\d+)/g,
    firstLine: 0,
    right: 'Right.svelte',
    wrong: 'Wrong.svelte',
  },
];

/** Cases about the types that come with the package, told to the frameworks' own checkers. */
export function describeTypings(installed: () => InstalledPackage): void {
  describe('its types, by `import "assistant-kit"` and nothing else', () => {
    before(() => installed().add(checkers.flatMap(({ packages }) => packages)));

    for (const checker of checkers) {
      it(`let ${checker.framework} take every right use and refuse every wrong one`, async () => {
        const folder = join(installed().folder, 'typings', checker.framework);
        await cp(new URL(`typings/${checker.framework}`, import.meta.url), folder, { recursive: true });
        const complaints = await complaintsOf(checker, folder);
        assert.deepEqual(complaints.get(checker.right) ?? [], [], checker.right);
        const lines = (await readFile(join(folder, checker.wrong), 'utf8')).split('\n');
        const uses = lines.flatMap((line, index) => (/^\s*<[a-z]+-/.test(line) ? [index + 1] : []));
        assert.ok(uses.length > 10);
        assert.deepEqual(complaints.get(checker.wrong), uses, checker.wrong);
      });
    }
  });
}

/** The lines that a checker complains of, by file. */
async function complaintsOf(
  { command, complaint, firstLine }: Checker,
  folder: string,
): Promise<Map<string, number[]>> {
  const [script = '', ...options] = command;
  const checking = spawn(process.execPath, [join(root, 'node_modules', script), ...options], { cwd: folder });
  const [output, trouble] = await Promise.all([text(checking.stdout), text(checking.stderr)]);
  assert.equal(trouble, '');
  const complaints = new Map<string, number[]>();
  for (const [, file = '', line] of output.matchAll(complaint)) {
    complaints.set(file, [...(complaints.get(file) ?? []), Number(line) + 1 - firstLine]);
  }
  return complaints;
}
