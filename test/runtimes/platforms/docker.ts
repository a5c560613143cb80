import { exec } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Platform } from '../platform.ts';
import { start } from '../start.ts';
import { findNode } from './node.ts';

const run = promisify(exec);
const dockerfile = fileURLToPath(new URL('../../../demo/deploy/docker/Dockerfile', import.meta.url));
const version = '24.21.0';

/**
 * The steps of the Dockerfile, in an empty folder in the place of the image's root, as this user and with Node as npm has it. There
 * is no engine that builds the image: its base, `USER` and `VOLUME` are not shown.
 */
export const docker: Platform = {
  name: 'docker',
  version,
  target: 'node',
  start: async ({ folder, environment }) => {
    const root = await mkdtemp(join(tmpdir(), 'assistant-kit-image-'));
    const within = (path: string) => join(root, resolve('/', path));
    const env: NodeJS.ProcessEnv = { ...environment, PORT: '0' };
    await useArchive(folder);
    let workdir = '/';
    let command: readonly string[] = [];
    for (const [, step = '', rest = ''] of (await readFile(dockerfile, 'utf8')).matchAll(/^([A-Z]+) (.+)$/gm)) {
      const words = rest.split(' ');
      if (step === 'ENV') {
        for (const pair of words) {
          const [name = '', value = ''] = pair.split('=');
          env[name] = value.startsWith('/') ? within(value) : value;
        }
      } else if (step === 'WORKDIR') await mkdir(within((workdir = rest)), { recursive: true });
      else if (step === 'COPY') await cp(join(folder, words[0] ?? ''), join(within(workdir), words[0] ?? ''));
      else if (step === 'RUN') {
        // With npm as it is set up here.
        await run(played(rest, within), { cwd: within(workdir), env: { ...process.env, ...env }, timeout: 120_000 });
      } else if (step === 'CMD') command = JSON.parse(rest) as string[];
    }
    const [, ...args] = command;
    const { child, found } = await start(
      [await findNode(version), ...args],
      { cwd: within(workdir), env },
      /http:\/\/localhost:\d+/,
    );
    return {
      origin: found,
      close: async () => {
        child.kill();
        await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      },
    };
  },
};

/** The version that is asked for is not published yet: the archive stands for it. */
async function useArchive(folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { dependencies: Record<string, string> };
  const site = JSON.parse(await readFile(join(folder, '../package.json'), 'utf8')) as typeof manifest;
  const archive = site.dependencies['assistant-kit']?.replace('file:', '') ?? '';
  manifest.dependencies['assistant-kit'] = `file:${resolve(folder, '..', archive)}`;
  await writeFile(file, JSON.stringify(manifest));
}

/** A command with the folders of the image where they are here, and its user this one. */
function played(command: string, within: (path: string) => string): string {
  return command.replaceAll(/(?<= )\/\w+/g, within).replace('chown node', `chown ${userInfo().username}`);
}
