import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const tsx = import.meta.resolve('tsx');
const cli = fileURLToPath(new URL('../../../server/cli/assistant-kit.ts', import.meta.url));

describe('assistant-kit import', { concurrency: true }, () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assistant-import-'));
    await writeFile(
      join(folder, 'thread.json'),
      JSON.stringify([message('user', 'Hello'), message('assistant', 'Hi')]),
    );
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('says how it is called', async () => {
    const { code, stdout } = await run('import', '--help');
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: assistant-kit import <file or folder>/);
  });

  it('says what would be done, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await run('import', 'thread.json', '--dry-run');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /thread_1 {2}would be imported/);
    assert.match(stdout, /messages {4}2\n/);
    assert.deepEqual(await readdir(folder), ['thread.json']);
  });

  for (const [args, complaint] of [
    [[], 'Where are the threads?'],
    [['a.json', 'b.json'], 'Name one file or folder'],
    [['--from', 'http://localhost:1/v1'], 'Name the threads by their ids'],
    [['thread.json', 'thread_1', '--dry-run'], 'not both'],
    [['thread.json'], 'Set OPENAI_API_KEY, or name a server by --to.'],
    [['thread.json', '--tto', 'x'], "Unknown option '--tto'"],
  ] as const)
    it(`says what is wrong with ${JSON.stringify(args)}`, async () => {
      const { code, stderr } = await run('import', ...args);
      assert.equal(code, 2);
      assert.ok(stderr.includes(complaint), stderr);
    });

  it('says which thread failed and why, without a word of the service', async () => {
    const { code, stdout } = await run('import', 'thread.json', '--to', 'http://127.0.0.1:1/v1');
    assert.equal(code, 1);
    assert.match(stdout, /thread_1 {2}failed/);
    assert.match(stdout, /the service cannot be reached/);
  });

  function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _base, ...env } = process.env;
    return new Promise((resolve) => {
      execFile(process.execPath, ['--import', tsx, cli, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  }
});

function message(role: string, value: string): object {
  return {
    object: 'thread.message',
    id: `msg_${role}`,
    thread_id: 'thread_1',
    created_at: 1_700_000_000,
    role,
    run_id: null,
    attachments: [],
    content: [{ type: 'text', text: { value, annotations: [] } }],
  };
}
