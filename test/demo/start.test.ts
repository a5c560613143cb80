import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { startDemo } from './demo-server.ts';

const skip = process.platform === 'linux' ? false : 'counts processes through /proc';

describe('npm start', () => {
  for (const [how, interrupt] of [
    ['SIGTERM to npm alone', (id: number) => process.kill(id, 'SIGTERM')],
    ['SIGKILL to npm alone', (id: number) => process.kill(id, 'SIGKILL')],
    // A terminal tells the whole group.
    ['Ctrl-C', (id: number) => process.kill(-id, 'SIGINT')],
  ] as const) {
    it(`answers when it says so, and leaves no process behind after ${how}`, { skip }, async () => {
      const demo = await startDemo({ command: ['npm', 'start'], detached: true });
      const page = await fetch(demo.url);
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
      const config = (await (await fetch(`${demo.url}api/assistant/config`)).json()) as { notice: string };
      assert.match(config.notice, /no language model/);
      const started = await demo.processIds();
      assert.ok(started.length >= 2);
      interrupt(demo.process.pid ?? 0);
      await until(() => started.every((id) => !isAlive(id)));
      await demo.stop();
    });
  }

  it('ends although a browser holds a stream open', { skip }, async () => {
    const demo = await startDemo();
    const started = await demo.processIds();
    const held = await fetch(`${demo.url}@vite/client`);
    assert.ok(held.body);
    assert.equal(await demo.stop('SIGINT'), 0);
    await until(() => started.every((id) => !isAlive(id)));
  });

  it('says what to do when it cannot start', async () => {
    const taken = createServer().listen(0);
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const cases: [Record<string, string>, RegExp][] = [
      [{ PORT: String(port) }, /Port \d+ is in use; set PORT/],
      [{ PORT: 'soon' }, /PORT must be a number/],
      [{ NODE_ENV: 'production' }, /Set OPENAI_API_KEY/],
      [{ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }, /does not answer/],
    ];
    for (const [environment, message] of cases) {
      const { status, stderr } = spawnSync(process.execPath, ['demo/start.mjs'], {
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
        encoding: 'utf8',
      });
      assert.equal(status, 1, JSON.stringify(environment));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /, 'no stack for a mistake of the setting');
    }
    taken.close();
  });
});

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}
