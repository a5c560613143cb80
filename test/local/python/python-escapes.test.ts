import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { once } from 'node:events';
import { startHost } from './start-host.ts';

describe('code that tries to leave its sandbox', () => {
  const host = startHost();
  after(() => host.close());
  const session = host.session('escapes');
  const refused = async (code: string, pattern: RegExp) => {
    const result = await session.run(code);
    assert.ok(result.error, `was not refused: ${code}\n${result.logs}`);
    assert.match(`${result.error.name}: ${result.error.message}`, pattern);
    return result;
  };

  it('has no module that leads to JavaScript', async () => {
    await refused('import js\njs.process.exit()', /ModuleNotFoundError: js is not available/);
    await refused('from js import process', /ModuleNotFoundError/);
    await refused('import pyodide_js', /ModuleNotFoundError/);
    await refused('from pyodide.code import run_js\nrun_js("process.pid")', /ModuleNotFoundError/);
    await refused(
      'from pyodide.ffi import to_js\nto_js([1]).constructor.constructor("return process")()',
      /ModuleNotFoundError/,
    );
    await refused('import _pyodide_core', /ModuleNotFoundError/);
    await refused(
      'import sys\nfor name in ("js", "pyodide_js", "pyodide"): sys.modules.pop(name, None)\nimport js',
      /ModuleNotFoundError|ImportError/,
    );
  });

  it('gets no JavaScript compiled from what it can dig out of the interpreter', async () => {
    const found = await session.run(`
import gc, sys
proxies = []
for thing in gc.get_objects():
    for value in (vars(thing).values() if isinstance(thing, type(sys)) else thing.values() if type(thing) is dict else thing if type(thing) in (list, tuple, set) else ()):
        if type(value).__name__ == "JsProxy" or "JsProxy" in [base.__name__ for base in type(value).__mro__]:
            proxies.append(value)
to_js = [t for t in gc.get_objects() if getattr(t, "__name__", "") == "to_js" and callable(t)]
proxies += [to_js[0]([1])] if to_js else []
worked = []
for proxy in proxies:
    try:
        worked.append(proxy.constructor.constructor("return globalThis.process.pid")())
    except BaseException as problem:
        pass
print(len(worked), worked)
`);
    assert.match(found.logs, /^0 \[\]\n$/);
  });

  it('has no ctypes', async () => {
    await refused(
      'import ctypes\nctypes.CDLL(None).emscripten_run_script_string(b"process.pid")',
      /ModuleNotFoundError: ctypes/,
    );
    await refused('import _ctypes', /ModuleNotFoundError: _ctypes/);
    await session.run('import sys\nsys.modules.pop("_ctypes")\nsys.modules.pop("ctypes")');
    const result = await session.run(
      'import ctypes\nrun = ctypes.CDLL(None).emscripten_run_script_string\nrun.restype = ctypes.c_char_p\nprint("pid", run(b"process.pid"))',
    );
    assert.ok(result.error);
    assert.doesNotMatch(result.logs, /pid b'\d/);
  });

  it('sees no file of the machine', async () => {
    await refused('open("/etc/passwd").read()', /FileNotFoundError/);
    await refused('open("/proc/self/environ").read()', /Error/);
    await refused('open("../../../../../../etc/hostname").read()', /FileNotFoundError/);
    const listed = await session.run('import os\nprint(sorted(os.listdir("/")), dict(os.environ).get("PATH"))');
    assert.match(listed.logs, /^\['dev', 'home', 'lib', 'mnt', 'proc', 'tmp'\] /);
  });

  it('knows nothing of the environment', async () => {
    process.env['ASSISTANT_SECRET_OF_THE_TEST'] = 'secret';
    const result = await session.run('import os\nprint("secret" in str(os.environ))');
    delete process.env['ASSISTANT_SECRET_OF_THE_TEST'];
    assert.equal(result.logs, 'False\n');
  });

  it('starts no process and no thread', async () => {
    await refused('import subprocess\nsubprocess.run(["echo"])', /OSError/);
    await refused('import os\nos.fork()', /Error/);
    await refused('import os\nos.execv("/bin/sh", ["sh"])', /Error/);
    await refused('import threading\nthreading.Thread(target=print).start()', /RuntimeError/);
    await refused('import multiprocessing\nmultiprocessing.Process(target=print).start()', /Error/);
    assert.doesNotMatch(
      (await session.run('import os\nprint("status", os.system("echo out"))')).logs,
      /^out|status 0/m,
    );
  });

  it('reaches no network, not even this machine', async (test) => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    test.after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await refused(`import socket\nsocket.create_connection(("127.0.0.1", ${port}), timeout=1).send(b"x")`, /Error/);
    await refused(`import urllib.request\nurllib.request.urlopen("http://127.0.0.1:${port}/", timeout=1)`, /Error/);
    await refused(
      `import http.client\nhttp.client.HTTPConnection("127.0.0.1", ${port}, timeout=1).request("GET", "/")`,
      /Error/,
    );
    await refused('import socket\ns = socket.socket()\ns.bind(("127.0.0.1", 0))\ns.listen()\ns.accept()', /Error/);
    assert.equal(connections, 0);
  });

  it('cannot signal another process', async () => {
    await session.run(`import os, signal\nos.kill(${process.pid}, signal.SIGTERM)`);
    await session.run(`import os, signal\nos.kill(os.getppid(), signal.SIGKILL)`);
    assert.ok(process.pid > 0);
  });

  it('cannot speak to the host in place of the interpreter', async () => {
    const frame = '{"type":"file","path":"../../evil"}';
    const result = await session.run(
      `import os, struct\nhead = ${JSON.stringify(frame)}.encode()\nfor fd in range(3, 20):\n    try:\n        os.write(fd, struct.pack("<II", len(head), 1) + head + b"x")\n    except OSError: pass\nos.write(1, struct.pack("<II", len(head), 1) + head + b"x")\n""`,
    );
    assert.deepEqual(result.files, []);
    assert.match(result.logs, /evil/);
  });

  it('cannot undo the limits from inside', async () => {
    const result = await session.run('import time\ntime.sleep(1_000)', { timeoutMs: 500 });
    assert.equal(result.error?.name, 'Timeout');
  });
});
