import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startHost } from './start-host.ts';

describe('PythonSession', () => {
  const [host, other] = [startHost(), startHost()];
  after(() => Promise.all([host.close(), other.close()]));
  /** For what leaves nothing behind that another test could stumble over: a process takes its time to start. */
  const common = host.session('common');
  let count = 0;
  const fresh = () => other.session(`session ${count++}`);

  it('runs code and gives its output', async () => {
    const result = await common.run('print(6 * 7)');
    assert.deepEqual(result, { logs: '42\n', files: [], shown: [] });
  });

  it('keeps variables, functions and imports from cell to cell', async () => {
    const shared = fresh();
    await shared.run('import math\nx = 41\ndef next(n):\n    return n + 1');
    assert.equal((await shared.run('print(next(x), math.floor(2.5))')).logs, '42 2\n');
  });

  it('keeps sessions apart', async () => {
    await fresh().run('x = 1');
    assert.equal((await fresh().run('x')).error?.name, 'NameError');
  });

  it('echoes a last expression, and only that', async () => {
    const shared = common;
    assert.equal((await shared.run('1 + 1\n2 + 2')).logs, '4\n');
    assert.equal((await shared.run('x = 3')).logs, '');
    assert.equal((await shared.run('x;')).logs, '');
    assert.equal((await shared.run('None')).logs, '');
    assert.equal((await shared.run('if x:\n    x')).logs, '');
    assert.equal((await shared.run("'text'\n# a comment")).logs, "'text'\n");
  });

  it('keeps the order of stdout and stderr', async () => {
    const code =
      'import sys\nprint("a")\nprint("b", file=sys.stderr)\nsys.stdout.write("c")\nprint("d", file=sys.stderr)';
    assert.equal((await common.run(code)).logs, 'a\nb\ncd\n');
  });

  it('keeps every character that is not ASCII', async () => {
    assert.equal((await common.run('print("grüße 🎉 漢字")')).logs, 'grüße 🎉 漢字\n');
  });

  it('gives the traceback of an error with its lines, and names the error', async () => {
    const shared = common;
    await shared.run('def divide(a, b):\n    return a / b');
    const result = await shared.run('print("before")\ndivide(1, 0)');
    assert.deepEqual(result.error, { name: 'ZeroDivisionError', message: 'division by zero' });
    assert.match(
      result.logs,
      /^before\nTraceback \(most recent call last\):\n  File "<cell \d+>", line 2, in <module>\n    divide\(1, 0\)/,
    );
    assert.match(result.logs, /File "<cell \d+>", line 2, in divide\n    return a \/ b/);
    assert.doesNotMatch(result.logs, /notebook/);
    assert.equal((await shared.run('divide(4, 2)')).logs, '2.0\n');
  });

  it('names a syntax error with its place', async () => {
    const result = await common.run('print(1)\nfor');
    assert.equal(result.error?.name, 'SyntaxError');
    assert.match(result.logs, /line 2/);
  });

  it('says honestly which modules it has not', async () => {
    const result = await common.run('import numpy as np');
    assert.equal(result.error?.name, 'ModuleNotFoundError');
    assert.match(result.error?.message ?? '', /^numpy is not available here/);
    assert.doesNotMatch(result.logs, /micropip|pyodide/);
    assert.equal(
      (await common.run('try:\n    import numpy\nexcept ImportError:\n    print("without")')).logs,
      'without\n',
    );
  });

  it('takes sys.exit() as an end and sys.exit(3) as an error', async () => {
    const shared = common;
    assert.equal((await shared.run('import sys\nprint(1)\nsys.exit()')).error, undefined);
    assert.equal((await shared.run('sys.exit(3)')).error?.name, 'SystemExit');
  });

  it('runs coroutines to their end', async () => {
    const code =
      'import asyncio\nasync def main():\n    await asyncio.sleep(0.01)\n    return await asyncio.gather(one(), one())\nasync def one():\n    return 1\nasyncio.run(main())';
    assert.equal((await common.run(code)).logs, '[1, 1]\n');
  });

  it('gives other random numbers in every session', async () => {
    const [one, other] = [
      await fresh().run('import random; random.random()'),
      await fresh().run('import random; random.random()'),
    ];
    assert.notEqual(one.logs, other.logs);
  });

  it('shows what the code displays as an image', async () => {
    const result = await common.run(
      'class Dot:\n    def _repr_svg_(self):\n        return "<svg/>"\ndisplay(Dot())\nDot()',
    );
    assert.equal(result.logs, '');
    assert.deepEqual(
      result.shown.map(({ mediaType, bytes }) => [mediaType, new TextDecoder().decode(bytes)]),
      [
        ['image/svg+xml', '<svg/>'],
        ['image/svg+xml', '<svg/>'],
      ],
    );
  });

  it('cuts endless output, says so, and still gives the error', async () => {
    const result = await common.run('for i in range(100_000):\n    print("ööööööööö")\n1 / 0');
    assert.ok(result.logs.length < 70 * 1024);
    assert.match(result.logs, /öö\n… output beyond 64 KiB is left out\nTraceback/);
    assert.doesNotMatch(result.logs, /\uFFFD/);
    assert.equal(result.error?.name, 'ZeroDivisionError');
  });

  it('keeps an enormous error message within bounds', async () => {
    const result = await common.run('raise ValueError("x" * 50_000_000)');
    assert.equal(result.error?.name, 'ValueError');
    assert.ok(result.logs.length < 20_000);
  });

  it('stops an endless loop, keeps what was printed and saved, and goes on without its variables', async () => {
    const shared = fresh();
    await shared.run('x = 1');
    const result = await shared.run('open("saved.txt", "w").write("kept")\nprint("started")\nwhile True: pass', {
      timeoutMs: 1_000,
    });
    assert.equal(result.error?.name, 'Timeout');
    assert.match(result.logs, /^started\nTimeout: The code ran longer than 1 s and was stopped\.\n$/);
    assert.deepEqual(
      result.files.map(({ name }) => name),
      ['saved.txt'],
    );
    const next = await shared.run('print(open("saved.txt").read(), "x" in globals())');
    assert.match(next.logs, /^\(Python was started anew: .*\)\nkept False\n$/);
    assert.equal((await shared.run('1')).logs, '1\n');
  });

  it('stops a loop that never leaves C', async () => {
    const result = await fresh().run('sum(iter(int, 1))', { timeoutMs: 500 });
    assert.equal(result.error?.name, 'Timeout');
  });

  it('stops code that catches everything', async () => {
    const result = await fresh().run(
      'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
      { timeoutMs: 500 },
    );
    assert.equal(result.error?.name, 'Timeout');
  });

  it('answers a memory bomb with a MemoryError and survives', async () => {
    const shared = fresh();
    await shared.run('x = 5');
    assert.equal((await shared.run('b"1" * 1_500_000_000')).error?.name, 'MemoryError');
    assert.equal((await shared.run('a = []\nwhile True: a.append(bytes(10_000_000))')).error?.name, 'MemoryError');
    assert.equal((await shared.run('del a\nx')).logs, '5\n');
  });

  it('answers a file bomb with an OSError and survives', async () => {
    const shared = fresh();
    const result = await shared.run(
      'x = 5\nwith open("/tmp/bomb", "wb") as file:\n    while True: file.write(bytes(5_000_000))',
    );
    assert.equal(result.error?.name, 'OSError');
    assert.match(result.error?.message ?? '', /No space left/);
    const hidden =
      'import os\nheld = []\nwhile True:\n    file = open("a", "wb", buffering=0)\n    os.remove("a")\n    file.write(bytes(5_000_000))\n    held.append(file)';
    assert.equal((await shared.run(hidden)).error?.name, 'OSError');
    assert.equal((await shared.run('os.truncate("/tmp/bomb", 10 ** 12)')).error?.name, 'OSError');
    assert.equal(
      (await shared.run('held.clear(); os.remove("/tmp/bomb"); open("b", "w").write("room")')).error,
      undefined,
    );
  });

  it('survives runaway recursion', async () => {
    const shared = common;
    assert.equal((await shared.run('def f(): return f()\nf()')).error?.name, 'RecursionError');
    assert.equal((await shared.run('1')).logs, '1\n');
  });

  it('starts anew where the interpreter breaks', async () => {
    const shared = fresh();
    assert.equal((await shared.run('import os\nos.abort()')).error?.name, 'Crash');
    assert.match((await shared.run('1')).logs, /started anew[^]*1\n$/);
  });

  it('ends a run when its signal is aborted', async () => {
    const shared = fresh();
    await shared.run('1');
    const controller = new AbortController();
    const running = shared.run('while True: pass', { signal: controller.signal });
    controller.abort();
    assert.equal((await running).error?.name, 'Aborted');
    const before = await shared.run('2', { signal: AbortSignal.abort() });
    assert.equal(before.error?.name, 'Aborted');
    assert.match((await shared.run('3')).logs, /3\n$/);
  });

  it('runs cells one after the other in the order they were given', async () => {
    const shared = common;
    const results = await Promise.all(['x = [1]', 'x.append(2)', 'print(x)'].map((code) => shared.run(code)));
    assert.equal(results[2]?.logs, '[1, 2]\n');
  });
});
