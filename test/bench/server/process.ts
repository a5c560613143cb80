import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface BenchProcess {
  port: number;
  ask<Answer>(question: string): Promise<Answer>;
  end(): void;
}

const folder = fileURLToPath(new URL('../../../.cache/bench-server', import.meta.url));

/** Compiled before it starts, so that nothing of that is measured. */
export async function start(name: 'upstream' | 'subject', given: readonly string[]): Promise<BenchProcess> {
  const outfile = `${folder}/${name}.mjs`;
  const entryPoints = [fileURLToPath(new URL(`${name}.ts`, import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  const child: ChildProcess = fork(outfile, given, { execArgv: ['--expose-gc'] });
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    async ask<Answer>(question: string) {
      const answered = once(child, 'message');
      child.send(question);
      return (await answered)[0] as Answer;
    },
    end: () => child.disconnect(),
  };
}
