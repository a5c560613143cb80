import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import OpenAI, { NotFoundError } from 'openai';
import type { LocalService } from '../../server/local/index.ts';
import { fakePython } from './wire/fake-python.ts';
import { checkedFetch, startLocal } from './wire/local-client.ts';

const cli = fileURLToPath(new URL('../../server/cli/assistant-kit.ts', import.meta.url));

describe('a service that listens', () => {
  let service: LocalService;
  let url = '';
  before(async () => {
    ({ service } = startLocal({ python: fakePython() }));
    ({ url } = await service.listen());
  });
  after(() => service.close());

  const clientAt = () => new OpenAI({ apiKey: 'any', baseURL: `${url}/v1`, maxRetries: 0, fetch: checkedFetch(fetch) });

  it('is used over HTTP as it is without: uploads, streams, downloads, errors', async () => {
    const client = clientAt();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    const file = await client.files.create({ file: new File([bytes], 'ü.bin'), purpose: 'user_data' });
    assert.equal(file.filename, 'ü.bin');
    assert.deepEqual(new Uint8Array(await (await client.files.content(file.id)).arrayBuffer()), bytes);
    const stream = client.responses.stream({ model: 'local-rules', input: 'Hello' });
    assert.match((await stream.finalResponse()).output_text, /no language model/);
    await assert.rejects(client.files.retrieve('file-none'), NotFoundError);
    const cut = await client.responses.create(
      { model: 'local-rules', input: 'Hello', stream: true },
      { headers: { 'x-local-fault': 'cut-after=4' } },
    );
    let events = 0;
    await assert.rejects(async () => {
      for await (const _ of cut) events++;
    });
    assert.equal(events, 4);
  });

  it('ends a response in the foreground when the connection is closed', async () => {
    const client = clientAt();
    const body = { model: 'local-rules', input: 'Hello', stream: true as const };
    let id = '';
    for await (const event of await client.responses.create(body, { headers: { 'x-local-fault': 'pace=20' } })) {
      if (event.type === 'response.created') id = event.response.id;
      if (event.type === 'response.output_text.delta') break;
    }
    let { status } = await client.responses.retrieve(id);
    while (status === 'in_progress') ({ status } = await client.responses.retrieve(id));
    assert.equal(status, 'cancelled');
  });

  it('ends a response that nobody waits for any more, so that its conversation is free', async () => {
    const client = clientAt();
    const { id } = await client.conversations.create();
    const body = { model: 'local-rules', input: 'Hello', conversation: id };
    const leaving = new AbortController();
    const never = client.responses.create(body, {
      signal: leaving.signal,
      headers: { 'x-local-fault': 'pace=600000' },
    });
    const isLocked = () =>
      client.responses.create(body).then(
        () => false,
        (error: { code?: string }) => error.code === 'conversation_locked',
      );
    const left = assert.rejects(never);
    while (!(await isLocked())) continue;
    leaving.abort();
    await left;
    while (await isLocked()) continue;
  });

  it('answers this machine only: no other name, no page of another site', async () => {
    const ask = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(`${url}/v1/models`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on('error', reject).end();
      });
    const { port } = new URL(url);
    assert.equal(await ask({}), 200);
    assert.equal(await ask({ host: `localhost:${port}` }), 200);
    assert.equal(await ask({ host: `[::1]:${port}`, origin: 'http://localhost:5173' }), 200);
    assert.equal(await ask({ host: `evil.example:${port}` }), 403);
    assert.equal(await ask({ host: 'localhost.evil.example' }), 403);
    assert.equal(await ask({ origin: 'https://evil.example' }), 403);
    assert.equal(await ask({ origin: 'null' }), 403);
    assert.equal(await ask({ 'sec-fetch-site': 'cross-site' }), 403);
    const response = await fetch(`${url}/v1/models`);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });

  it('tells who asks whether it is ready', async () => {
    const health = await fetch(`${url}/healthz`);
    assert.deepEqual(await health.json(), { status: 'ok', model: 'local-rules', python: 'ready' });
  });

  it('frees its port when it closes', async () => {
    const other = startLocal({ python: fakePython() });
    const listening = await other.service.listen();
    const { port } = new URL(listening.url);
    await listening.close();
    const again = await other.service.listen({ port: Number(port) });
    await assert.rejects(startLocal({ python: fakePython() }).service.listen({ port: Number(port) }), {
      code: 'EADDRINUSE',
    });
    assert.equal(again.url, listening.url);
    await other.service.close();
    await assert.rejects(fetch(listening.url));
  });
});

interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

/** Runs the command; `onOutput` sees what it has printed so far. */
function runCommand(args: string[], onOutput?: (output: string, end: () => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args]);
  const ended: Ended = { code: null, output: '', errors: '' };
  child.stdout.on('data', (text) => {
    ended.output += String(text);
    onOutput?.(ended.output, () => child.kill('SIGTERM'));
  });
  child.stderr.on('data', (text) => (ended.errors += String(text)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
}

describe('npx assistant-kit local', () => {
  it('serves until it is told to end, and says where', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'local-command-'));
    let models: Promise<string> | undefined;
    const { code, output, errors } = await runCommand(['local', '--port', '0', '--dir', dir], (printed, end) => {
      const base = /http:\/\/127\.0\.0\.1:\d+\/v1/.exec(printed)?.[0];
      if (!base || models) return;
      models = fetch(`${base}/models`)
        .then((response) => response.text())
        .finally(end);
    });
    assert.match((await models) ?? '', /local-rules.*no language model/);
    assert.match(output, /no language model/);
    assert.ok(output.includes(dir));
    assert.deepEqual([code, errors], [0, '']);
    await rm(dir, { recursive: true });
  });

  it('explains itself, and what is wrong with a call', async () => {
    const help = await runCommand(['local', '--help']);
    assert.equal(help.code, 0);
    assert.match(help.output, /^Usage: assistant-kit local \[options\]/);
    const wrong: [args: string[], message: RegExp][] = [
      [[], /^Which command\?/],
      [['remote'], /^There is no command 'remote'\./],
      [['local', '--port', 'many'], /^--port takes a whole number from 0 to 65535, not 'many'\./],
      [['local', '--speed', '9'], /Unknown option '--speed'/],
    ];
    for (const [args, message] of wrong) {
      const { code, errors } = await runCommand(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(errors, message);
      assert.match(errors, /Usage: assistant-kit (?:local|<command>)/);
    }
  });

  it('says that a port is taken', async () => {
    const { service } = startLocal({ python: fakePython() });
    const { port } = new URL((await service.listen()).url);
    const { code, errors } = await runCommand(['local', '--memory', '--port', port]);
    assert.deepEqual(
      [code, errors.trim()],
      [1, `Port ${port} is taken. Choose another with --port, or --port 0 for any free one.`],
    );
    await service.close();
  });
});
