import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogWriter } from '../../../server/runs/log-writer.ts';
import type { Appended, RunLog } from '../../../server/store.ts';
import { MemoryRunLog } from '../../../server/stores/memory-run-log.ts';

/** A log whose calls are counted and can be held up or made to fail. */
class TestLog extends MemoryRunLog {
  calls = 0;
  before: () => Promise<void> = () => Promise.resolve();

  override async append(...call: Parameters<RunLog['append']>): Promise<Appended> {
    this.calls++;
    await this.before();
    return super.append(...call);
  }
}

function begin(log: RunLog, from = 0) {
  const told: unknown[] = [];
  const onRefused = () => told.push('refused');
  return { told, writer: new LogWriter({ log, runId: 'run', from, onRefused, report: (error) => told.push(error) }) };
}

async function eventsOf(log: RunLog): Promise<readonly string[] | undefined> {
  return (await log.read('run', 0))?.events;
}

test('what comes while the log is at work goes in with one call', async () => {
  const log = new TestLog();
  let open = () => {};
  log.before = () => new Promise((resolve) => (open = resolve));
  const { writer } = begin(log);
  for (const event of ['a', 'b', 'c', 'd']) await writer.write(event);
  open();
  log.before = () => Promise.resolve();
  await writer.close(1000);
  assert.deepEqual(await eventsOf(log), ['a', 'b', 'c', 'd']);
  assert.equal(log.calls, 2);
});

test('a log that stays behind holds its run up', async () => {
  const log = new TestLog();
  let open = () => {};
  log.before = () => new Promise((resolve) => (open = resolve));
  const { writer } = begin(log);
  let written = 0;
  const writing = (async () => {
    for (; written < 3000; written++) await writer.write('x');
  })();
  await new Promise(setImmediate);
  assert.ok(written < 1500, `${written} wait`);
  log.before = () => Promise.resolve();
  open();
  await writing;
  await writer.close(1000);
  assert.equal((await log.state('run')).size, 3000);
});

test('a store that is gone for a moment is told later what it lacks', async () => {
  const log = new TestLog();
  const { writer, told } = begin(log);
  await writer.write('a');
  await writer.flush();
  log.before = () => Promise.reject(new Error('down'));
  await writer.write('b');
  await writer.write('c');
  log.before = () => Promise.resolve();
  await writer.close(1000);
  assert.deepEqual(await eventsOf(log), ['a', 'b', 'c']);
  assert.deepEqual(told, []);
});

test('a store that has forgotten everything is told everything again', async () => {
  const log = new TestLog();
  const { writer, told } = begin(log);
  for (const event of ['a', 'b']) await writer.write(event);
  await writer.flush();
  await log.close('run', 0);
  await writer.write('c');
  await writer.close(1000);
  assert.deepEqual(await eventsOf(log), ['a', 'b', 'c']);
  assert.deepEqual(told, []);
});

test('what cannot be told again is told to the host, and the run goes on without its log', async () => {
  const log = new TestLog();
  await log.append('run', 0, ['a']);
  const { writer, told } = begin(log, 1);
  await log.close('run', 0);
  await writer.write('b');
  await writer.flush();
  await writer.write('c');
  await writer.close(1000);
  assert.equal(told.length, 1);
  assert.equal((await log.state('run')).size, 0);
});

test('a writer hears that its run was ended elsewhere, also when it has nothing to tell', async () => {
  const log = new MemoryRunLog();
  let hear = () => {};
  const heard = new Promise<void>((resolve) => (hear = resolve));
  const writer = new LogWriter({ log, runId: 'run', from: 0, onRefused: () => hear(), report: () => undefined });
  await writer.write('a');
  await writer.flush();
  await log.append('run', 1, ['the end']);
  await log.close('run', 60_000);
  await heard;
  await writer.write('b');
  await writer.close(1000);
  assert.deepEqual(await eventsOf(log), ['a', 'the end']);
});
