import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sandboxFlags } from '../../../server/local/python/launch.ts';

// What code would meet that had broken out of Python into the JavaScript of its process.
describe('the process Python runs in', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await writeFile(join(folder, 'open.txt'), 'open');
    await writeFile(join(folder, 'closed.txt'), 'closed');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What the expression gives in a process with the flags alone. */
  const inside = (expression: string): string => {
    const program = `(async () => { try { console.log('gave', await (${expression})); } catch (error) { console.log('threw', error.code ?? error.name); } })()`;
    const flags = sandboxFlags([join(folder, 'open.txt')], 64);
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', program], { env: {}, encoding: 'utf8' });
    return stdout.trim() || `died ${stderr.slice(0, 500)}`;
  };
  const path = (name: string) => JSON.stringify(join(folder, name));

  it('reads what it is given to read, and nothing else', () => {
    assert.equal(inside(`require('node:fs').readFileSync(${path('open.txt')}, 'utf8')`), 'gave open');
    assert.equal(inside(`require('node:fs').readFileSync(${path('closed.txt')}, 'utf8')`), 'threw ERR_ACCESS_DENIED');
    assert.equal(inside(`require('node:fs').readdirSync(${JSON.stringify(folder + sep)})`), 'threw ERR_ACCESS_DENIED');
  });

  it('writes nothing', () => {
    assert.equal(inside(`require('node:fs').writeFileSync(${path('new.txt')}, 'x')`), 'threw ERR_ACCESS_DENIED');
    assert.equal(inside(`require('node:fs').writeFileSync(${path('open.txt')}, 'x')`), 'threw ERR_ACCESS_DENIED');
    assert.equal(inside(`require('node:fs').rmSync(${path('open.txt')})`), 'threw ERR_ACCESS_DENIED');
  });

  it('starts no process and no worker', () => {
    assert.equal(inside(`require('node:child_process').spawnSync('echo').status`), 'threw ERR_ACCESS_DENIED');
    assert.equal(inside(`new (require('node:worker_threads').Worker)('1', { eval: true })`), 'threw ERR_ACCESS_DENIED');
  });

  it('makes no code from strings', () => {
    assert.equal(inside('eval("1")'), 'threw EvalError');
    assert.equal(inside('(() => {}).constructor("return 1")()'), 'threw EvalError');
  });

  it('gets no more WebAssembly memory than it may have', () => {
    assert.match(inside('new WebAssembly.Memory({ initial: 1, maximum: 65536 }).grow(900)'), /^gave 1$/);
    assert.match(inside('new WebAssembly.Memory({ initial: 1, maximum: 65536 }).grow(2000)'), /^threw/);
  });

  it('has an empty environment', () => {
    assert.match(inside('JSON.stringify(process.env)'), /^gave \{.*\}$/);
    assert.doesNotMatch(inside('JSON.stringify(process.env)'), /PATH|HOME/);
  });

  describe('once it is locked', () => {
    const program = fileURLToPath(new URL('../../../server/local/python/sandbox/', import.meta.url));
    const locked = (expression: string): string => {
      const script = `
        import { exit } from ${JSON.stringify(new URL('../../../server/local/python/sandbox/exit.mjs', import.meta.url).href)};
        import { lockDown, closeRequire } from ${JSON.stringify(new URL('../../../server/local/python/sandbox/lock-down.mjs', import.meta.url).href)};
        import { writeSync } from 'node:fs';
        import { createRequire } from 'node:module';
        const require = createRequire(${JSON.stringify(program)});
        lockDown();
        closeRequire();
        let said;
        try { said = 'gave ' + (await (${expression})); } catch (error) { said = 'threw ' + error.name + ' ' + error.message; }
        writeSync(1, said);
        exit(0);`;
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [...sandboxFlags([program], 64), '--input-type=module', '-e', script],
        { env: {}, encoding: 'utf8' },
      );
      return stdout || `died ${stderr.slice(0, 500)}`;
    };
    const closed = [
      'process.kill(1, 0)',
      'process.exit(3)',
      'process.reallyExit(3)',
      'process.abort()',
      'process.dlopen({}, "x")',
      'process.binding("fs")',
      'process._linkedBinding("fs")',
      'process.chdir("/")',
      'process.getBuiltinModule?.("fs") ?? process.dlopen()',
      'require("node:net").connect(80)',
      'new (require("node:net").Socket)().connect(80)',
      'require("node:http").get("http://127.0.0.1/")',
      'require("node:https").get("https://127.0.0.1/")',
      'require("node:tls").connect(443)',
      'require("node:dgram").createSocket("udp4")',
      'require("node:dns").lookup("example.com", () => {})',
      'require("node:child_process").spawn("echo")',
      'require("node:child_process").execFileSync("echo")',
      'require("node:vm").runInThisContext("1")',
      'require("ws")',
    ];
    for (const expression of closed) {
      it(`refuses ${expression}`, () =>
        assert.match(locked(expression), /^threw ErrnoError .* is closed in this process$/));
    }

    it('has no way to fetch, and no handle on its own diagnosis', () => {
      assert.equal(
        locked(
          '[typeof fetch, typeof WebSocket, typeof EventSource, process.report, typeof globalThis.require].join()',
        ),
        'gave undefined,undefined,undefined,,undefined',
      );
    });
  });
});
