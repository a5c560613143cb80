import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { PythonOptions } from '../../../server/local/python/index.ts';
import { findPyodide } from '../../../server/local/python/pyodide-folder.ts';
import { bytesOf, startHost } from './start-host.ts';

function hostFor(test: TestContext, options: Partial<PythonOptions> = {}) {
  const host = startHost(options);
  test.after(() => host.close());
  return host;
}

async function folderFor(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'python-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('PythonHost', () => {
  it('is cold until it is warmed, and then ready', async (test) => {
    const host = hostFor(test);
    assert.equal(host.status, 'cold');
    host.warm();
    assert.equal(host.status, 'starting');
    await until(() => host.status === 'ready');
    const [spare] = host.processIds;
    host.warm();
    await host.session('a').run('1');
    assert.ok(spare && host.processIds.includes(spare), 'the first session takes the spare');
  });

  it('gives the same session for the same id, until it is closed', async (test) => {
    const host = hostFor(test);
    const session = host.session('a');
    await session.run('x = 1');
    assert.equal(host.session('a'), session);
    await session.close();
    assert.equal((await session.run('1')).error?.name, 'Aborted');
    assert.equal((await host.session('a').run('x')).error?.name, 'NameError');
  });

  it('leaves no process behind when it is closed, not even a running one', async () => {
    const host = startHost();
    host.warm();
    await until(() => host.status === 'ready');
    const running = host.session('a').run('open("begun", "w").write("x")\nwhile True: pass');
    await host.session('b').run('1');
    const pids = host.processIds;
    assert.ok(pids.length >= 2);
    await host.close();
    assert.equal((await running).error?.name, 'Aborted');
    assert.deepEqual(pids.filter(isAlive), []);
    assert.deepEqual(host.processIds, []);
    assert.equal((await host.session('c').run('1')).error?.name, 'Unavailable');
  });

  it('can be closed while it starts, and twice', async () => {
    const host = startHost();
    host.warm();
    const waiting = host.session('a').run('1');
    await host.close();
    assert.ok(['Aborted', 'Unavailable'].includes((await waiting).error?.name ?? ''));
    await host.close();
    assert.deepEqual(host.processIds, []);
  });

  it('ends unused processes after a while', async (test) => {
    const host = hostFor(test, { idleMs: 50 });
    const session = host.session('a');
    await session.write('kept.txt', bytesOf('kept'));
    await session.run('x = 1');
    await until(() => host.processIds.length === 0);
    assert.equal(host.status, 'cold');
    const result = await session.run('print(open("kept.txt").read())\nx');
    assert.match(result.logs, /^\(Python was started anew: .*\)\nkept\n/);
    assert.equal(result.error?.name, 'NameError');
  });

  it('says nothing of a new start to a session that had nothing to lose', async (test) => {
    const host = hostFor(test, { idleMs: 1 });
    const session = host.session('a');
    await session.write('a.txt', bytesOf('a'));
    assert.equal((await session.run('1')).logs, '1\n');
  });

  it('takes the process of the session unused for longest when there are too many', async (test) => {
    const host = hostFor(test, { maxSessions: 2 });
    const [a, b, c] = ['a', 'b', 'c'].map((id) => host.session(id)) as [
      ReturnType<typeof host.session>,
      ...ReturnType<typeof host.session>[],
    ];
    await a.write('mine.txt', bytesOf('a'));
    await a.run('x = "a"');
    await b?.run('x = "b"');
    await a.run('x');
    await c?.run('x = "c"');
    assert.equal((await a.run('x')).logs, "'a'\n", 'a was used after b');
    const evicted = await b?.run('x');
    assert.match(evicted?.logs ?? '', /^\(Python was started anew/);
    assert.equal(evicted?.error?.name, 'NameError');
    assert.match((await c?.run('1'))?.logs ?? '', /started anew|^1\n$/);
  });

  it('lets sessions wait while as many as may be are at work', async (test) => {
    const host = hostFor(test, { maxSessions: 1 });
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((id) => host.session(id).run(`print("${id}")`)));
    assert.deepEqual(
      results.map(({ logs }) => logs),
      ['a\n', 'b\n', 'c\n', 'd\n'],
    );
    assert.ok(host.processIds.length <= 2);
  });

  it('lets a waiting run be stopped', async (test) => {
    const host = hostFor(test, { maxSessions: 1 });
    const stop = new AbortController();
    const long = host.session('a').run('while True: pass', { signal: stop.signal });
    const controller = new AbortController();
    const waiting = host.session('b').run('1', { signal: controller.signal });
    controller.abort();
    assert.equal((await waiting).error?.name, 'Aborted');
    stop.abort();
    assert.equal((await long).error?.name, 'Aborted');
  });

  it('goes on when a process is killed from outside', async (test) => {
    const host = hostFor(test);
    const session = host.session('a');
    await session.run('x = 1');
    for (const pid of host.processIds) process.kill(pid, 'SIGKILL');
    await until(() => host.processIds.length === 0);
    assert.match((await session.run('print("on")')).logs, /started anew[^]*on\n$/);
  });

  it('is absent where pyodide is not installed, and every run says what to do', async (test) => {
    const host = hostFor(test, { pyodide: null });
    assert.equal(host.status, 'absent');
    host.warm();
    const session = host.session('a');
    await session.write('a.txt', bytesOf('a'));
    const result = await session.run('1');
    assert.equal(result.error?.name, 'Unavailable');
    assert.match(result.error?.message ?? '', /npm install pyodide/);
    assert.match(result.logs, /npm install pyodide/);
    await session.close();
  });

  it('finds no pyodide where there is none', async (test) => {
    assert.equal(findPyodide(join(await folderFor(test), 'module.js')), undefined);
    assert.match(findPyodide()?.version ?? '', /^\d+\.\d+\.\d+$/);
  });

  it('has failed where pyodide does not start, and says why', async (test) => {
    const folder = await folderFor(test);
    await writeFile(join(folder, 'pyodide.mjs'), 'throw new Error("no such runtime")');
    const host = hostFor(test, { dataFolder: folder, pyodide: { folder, version: '0.0.0', imports: [] } });
    const result = await host.session('a').run('1');
    assert.equal(result.error?.name, 'Unavailable');
    assert.match(result.error?.message ?? '', /did not start/);
    assert.equal(host.status, 'failed');
  });
});

describe('the memory snapshot', () => {
  it('is made after a cold start and used by the next, and a damaged one does no harm', async (test) => {
    const dataFolder = await folderFor(test);
    const snapshots = async () =>
      (await readdir(join(dataFolder, 'python')).catch(() => [])).filter((name) => name.endsWith('.snapshot'));
    const first = hostFor(test, { dataFolder });
    assert.equal((await first.session('a').run('1')).logs, '1\n');
    await until(async () => (await snapshots()).length === 1);
    await first.close();

    const second = hostFor(test, { dataFolder });
    assert.equal((await second.session('a').run('import statistics\nstatistics.mean([1, 2, 3])')).logs, '2\n');
    await second.close();

    const [name = ''] = await snapshots();
    await writeFile(join(dataFolder, 'python', name), 'damaged');
    const third = hostFor(test, { dataFolder });
    assert.equal((await third.session('a').run('2')).logs, '2\n');
    await third.close();
    assert.deepEqual(await snapshots(), []);
  });

  it('is not needed: Python starts where nothing can be stored', async (test) => {
    const folder = await folderFor(test);
    await writeFile(join(folder, 'file'), '');
    const host = hostFor(test, { dataFolder: join(folder, 'file', 'below') });
    assert.equal((await host.session('a').run('1')).logs, '1\n');
  });
});

describe('a process whose host is gone', () => {
  const program = `
    import { PythonHost } from ${JSON.stringify(new URL('../../../server/local/python/index.ts', import.meta.url).href)};
    const host = new PythonHost({ dataFolder: process.argv[1], timeoutMs: 1500 });
    const session = host.session('a');
    await session.run('1');
    if (process.argv[2]) void session.run(process.argv[2]);
    console.log(JSON.stringify(host.processIds));
    setInterval(() => {}, 1000);
  `;
  const cells = [
    ['ends at once when it is idle', ''],
    ['ends with its time limit when it is in an endless loop', 'while True: pass'],
    [
      'ends with its time limit when the loop catches everything and never leaves C',
      'while True:\n    try:\n        sum(iter(int, 1))\n    except BaseException: pass',
    ],
  ];
  for (const [title, code] of cells) {
    it(title ?? '', async (test) => {
      const { cacheFolder } = await import('./start-host.ts');
      const parent = spawn(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '-e', program, cacheFolder, code ?? ''],
        {
          cwd: fileURLToPath(new URL('../../..', import.meta.url)),
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      test.after(() => parent.kill('SIGKILL'));
      const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
      const pids = JSON.parse(line) as number[];
      assert.ok(pids.length > 0 && pids.every(isAlive));
      parent.kill('SIGKILL');
      await until(() => !pids.some(isAlive));
    });
  }
});
