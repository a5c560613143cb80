import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chunk } from '../../../protocol/index.ts';
import { Run, type RunSource } from '../../../server/runs/run.ts';
import type { RunLog } from '../../../server/store.ts';
import { MemoryRunLog } from '../../../server/stores/memory-run-log.ts';

const id = 'run.k.p.m';
const start: Chunk = { type: 'start', messageId: 'm', messageMetadata: { run: { id, status: 'in_progress' } } };
const finish: Chunk = { type: 'finish' };

function begin(
  source: RunSource,
  options: { log?: RunLog; before?: RunSource } = {},
): { run: Run; log: RunLog; errors: unknown[] } {
  const log = options.log ?? new MemoryRunLog();
  const errors: unknown[] = [];
  const run = new Run({ ...options, log, source, shape: (chunk) => chunk, report: (error) => errors.push(error) });
  return { run, log, errors };
}

async function types(log: RunLog): Promise<string[]> {
  const page = await log.read(id, 0);
  return (page?.events ?? []).map((event) => (JSON.parse(event.split('data: ')[1] ?? '') as Chunk).type);
}

function of(...chunks: Chunk[]): RunSource {
  return async function* () {
    yield* chunks;
  };
}

test('a run goes into its log by itself, numbered from 0', async () => {
  const { run, log } = begin(of(start, { type: 'start-step' }, finish));
  assert.deepEqual(await run.started, { id, from: 0 });
  await run.ended;
  const page = await log.read(id, 0);
  assert.deepEqual(
    page?.events.map((event) => event.split('\n')[0]),
    [`id: ${id}.0`, `id: ${id}.1`, `id: ${id}.2`],
  );
  assert.equal(page?.ended, true);
});

test('a run that goes on is numbered on', async () => {
  const { log, run } = begin(of(start, finish));
  await run.ended;
  const next = begin(of(start, finish), { log });
  assert.deepEqual(await next.run.started, { id, from: 2 });
});

test('what a run told before is restored, and is no part of what begins', async () => {
  const { run, log } = begin(of(start, finish), { before: of(start, { type: 'start-step' }, finish) });
  assert.deepEqual(await run.started, { id, from: 3 });
  await run.ended;
  assert.deepEqual(await types(log), ['start', 'start-step', 'finish', 'start', 'finish']);
});

test('what cannot be restored holds nothing up', async () => {
  const before: RunSource = async function* () {
    yield start;
    throw new Error('gone');
  };
  const { run, errors } = begin(of(start, finish), { before });
  assert.deepEqual(await run.started, { id, from: 1 });
  await run.ended;
  assert.equal(errors.length, 1);
});

test('a failure before the first chunk is the caller’s, one after it the reader’s', async () => {
  const early = begin(() => failing('early'));
  await assert.rejects(early.run.started, { code: 'internal' });
  await early.run.ended;
  assert.equal(early.errors.length, 0);

  const late = begin(async function* () {
    yield start;
    throw new Error('late');
  });
  await late.run.ended;
  assert.deepEqual(await types(late.log), ['start', 'message-metadata', 'data-error', 'error']);
  assert.equal(late.errors.length, 1);
  assert.equal(late.run.status, 'failed');
});

test('an engine that ends without an end has been cut, unless it was told to stop', async () => {
  const cut = begin(of(start));
  await cut.run.ended;
  assert.equal((await types(cut.log)).at(-1), 'error');

  const stopped = begin(async function* (signal) {
    yield start;
    await aborted(signal);
  });
  await stopped.run.started;
  stopped.run.stop();
  assert.equal(stopped.run.isEnding, true);
  await stopped.run.ended;
  assert.deepEqual(await types(stopped.log), ['start', 'message-metadata', 'abort', 'finish']);
});

test('an engine that does not begin with its name is told so', async () => {
  const { run } = begin(of({ type: 'start-step' }));
  await assert.rejects(run.started, (error: Error) => /must begin/.test(String(error.cause)));
});

test('a log that is out of order leaves nobody waiting', async () => {
  const broken: RunLog = {
    leaseMs: 1000,
    state: () => Promise.reject(new Error('down')),
    append: () => Promise.reject(new Error('down')),
    close: () => Promise.reject(new Error('down')),
    read: () => Promise.reject(new Error('down')),
  };
  const { run } = begin(of(start, finish), { log: broken });
  await assert.rejects(run.started);
  await run.ended;
});

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
    if (signal.aborted) resolve();
  });
}

async function* failing(message: string, ...chunks: Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
  throw new Error(message);
}
