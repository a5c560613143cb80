import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { bytesOf, startHost, textOf } from './start-host.ts';

describe('files of a PythonSession', () => {
  const host = startHost();
  after(() => host.close());
  let count = 0;
  const session = () => host.session(`files ${count++}`);
  const names = (files: { name: string }[]) => files.map(({ name }) => name);

  it('gives the code the bytes it was given, under the name it was given', async () => {
    const shared = session();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    await shared.write('Größe — 漢字 🎉.bin', bytes);
    const result = await shared.run(
      'data = open("/mnt/data/Größe — 漢字 🎉.bin", "rb").read()\nprint(data == bytes(i * 7 % 256 for i in range(70_000)))',
    );
    assert.equal(result.logs, 'True\n');
    assert.deepEqual(result.files, []);
  });

  it('hands out what the code wrote, byte for byte, in the order it was written', async () => {
    const result = await session().run(
      'import time\nfor name in ("z.bin", "ä.txt", "a.csv"):\n    with open(name, "wb") as file:\n        file.write(bytes(range(256)) * 300)\n    time.sleep(0.01)',
    );
    assert.deepEqual(names(result.files), ['z.bin', 'ä.txt', 'a.csv']);
    const bytes = result.files[1]?.bytes ?? new Uint8Array(0);
    assert.equal(bytes.length, 76_800);
    assert.ok(bytes.every((byte, index) => byte === index % 256));
  });

  it('works in /mnt/data', async () => {
    assert.equal((await session().run('import os; os.getcwd()')).logs, "'/mnt/data'\n");
  });

  it('hands out what is new, has other bytes or was written again, and nothing that was only read', async () => {
    const shared = session();
    await shared.write('in.txt', bytesOf('one'));
    assert.deepEqual(names((await shared.run('open("out.txt", "w").write("1")')).files), ['out.txt']);
    assert.deepEqual(names((await shared.run('open("out.txt", "w").write("1")')).files), ['out.txt']);
    assert.deepEqual(names((await shared.run('open("out.txt").read() + open("in.txt").read()')).files), []);
    assert.deepEqual(names((await shared.run('open("in.txt", "a").write(" two")')).files), ['in.txt']);
    assert.deepEqual(names((await shared.run('open("out.txt", "w").write("2")')).files), ['out.txt']);
  });

  it('notices a change that keeps size and time', async () => {
    const shared = session();
    await shared.run('import os\nopen("a", "w").write("x")\nos.utime("a", (1, 1))');
    const result = await shared.run('open("a", "w").write("y")\nos.utime("a", (1, 1))');
    assert.equal(textOf(result.files[0]?.bytes), 'y');
  });

  it('does not write the same bytes again over what the code has not touched', async () => {
    const shared = session();
    await shared.write('in.txt', bytesOf('one'));
    const modified = 'import os; os.stat("in.txt").st_mtime_ns';
    const first = await shared.run(modified);
    await shared.write('in.txt', bytesOf('one'));
    assert.equal((await shared.run(modified)).logs, first.logs);
    await shared.write('in.txt', bytesOf('two'));
    assert.equal((await shared.run('open("in.txt").read()')).logs, "'two'\n");
  });

  it('reduces a name to its base name and refuses what names nothing', async () => {
    const shared = session();
    await shared.write('../../etc/evil.txt', bytesOf('a'));
    await shared.write('C:\\temp\\other.txt', bytesOf('b'));
    assert.equal(
      (await shared.run('sorted(os.listdir("/mnt/data")) if (os := __import__("os")) else 0')).logs,
      "['evil.txt', 'other.txt']\n",
    );
    for (const name of ['', '..', 'a/..', '/', '.']) await assert.rejects(shared.write(name, bytesOf('a')), TypeError);
    await assert.rejects(shared.write('n'.repeat(300), bytesOf('a')), RangeError);
    await assert.rejects(shared.write('big.bin', new Uint8Array(33 * 1024 * 1024)), RangeError);
  });

  it('names files of subfolders by their base name, and tells equal ones apart', async () => {
    const result = await session().run(
      'import os\nos.makedirs("out/deep")\nopen("out/deep/one.txt", "w").write("1")\nopen("two.txt", "w").write("a")\nopen("out/two.txt", "w").write("b")',
    );
    assert.deepEqual(Object.fromEntries(result.files.map(({ name, bytes }) => [name, textOf(bytes)])), {
      'one.txt': '1',
      'two.txt': 'a',
      'out-two.txt': 'b',
    });
  });

  it('leaves out what is too large to hand out, and says so', async () => {
    const result = await session().run(
      'with open("big.bin", "wb") as file:\n    for _ in range(40): file.write(bytes(1_048_576))',
    );
    assert.deepEqual(result.files, []);
    assert.match(result.logs, /^big\.bin \(40 MiB\) is larger than the 32 MiB that can be handed out$/m);
  });

  it('follows no link out of the folder', async () => {
    const result = await session().run('import os\nos.symlink("/proc/self", "link")\nos.symlink("/lib", "lib")');
    assert.equal(result.error, undefined);
    assert.deepEqual(result.files, []);
  });

  it('survives a folder that the code has removed', async () => {
    const shared = session();
    await shared.write('in.txt', bytesOf('x'));
    const result = await shared.run('import os, shutil\nos.chdir("/")\nshutil.rmtree("/mnt/data")');
    assert.equal(result.error, undefined);
    await shared.write('again.txt', bytesOf('y'));
    assert.equal((await shared.run('os.listdir("/mnt/data")')).logs, "['again.txt']\n");
  });

  it('brings its files back after a restart, with the changes the code made', async () => {
    const shared = session();
    await shared.write('in.txt', bytesOf('in'));
    await shared.write('gone.txt', bytesOf('gone'));
    await shared.run(
      'import os\nos.makedirs("sub")\nopen("sub/out.txt", "w").write("out")\nopen("in.txt", "a").write("+")\nos.remove("gone.txt")',
    );
    await shared.run('while True: pass', { timeoutMs: 300 });
    const result = await shared.run(
      'import os\nprint(open("in.txt").read(), open("sub/out.txt").read(), sorted(os.listdir()))',
    );
    assert.match(result.logs, /\nin\+ out \['in.txt', 'sub'\]\n$/);
    assert.deepEqual(result.files, []);
  });

  it('has a fresh folder for every session', async () => {
    await session().run('open("mine.txt", "w").write("1")');
    assert.equal((await session().run('import os; os.listdir()')).logs, '[]\n');
  });
});
