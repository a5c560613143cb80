import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventStream } from '../../../server/runs/event-stream.ts';
import type { RunLog } from '../../../server/store.ts';
import { MemoryRunLog } from '../../../server/stores/memory-run-log.ts';

const decoder = new TextDecoder();

/** A log that counts how it is read. */
function watched(log: RunLog): RunLog & { reads: number } {
  const watching = {
    reads: 0,
    leaseMs: log.leaseMs,
    state: log.state.bind(log),
    append: log.append.bind(log),
    close: log.close.bind(log),
    read: (...call: Parameters<RunLog['read']>) => {
      watching.reads++;
      return log.read(...call);
    },
  };
  return watching;
}

test('the first bytes go out before there is anything to say', async () => {
  const log = new MemoryRunLog();
  await log.append('run', 0, []);
  const reader = eventStream(log, 'run').body!.getReader();
  assert.equal(decoder.decode((await reader.read()).value), 'retry: 1500\n\n');
  await reader.cancel();
});

test('silence is filled with comments, and what comes then is not lost', async () => {
  const log = new MemoryRunLog();
  await log.append('run', 0, ['a']);
  const reader = eventStream(log, 'run', { keepAliveMs: 5 }).body!.getReader();
  const read = async () => decoder.decode((await reader.read()).value);
  assert.deepEqual(
    [await read(), await read(), await read(), await read()],
    ['retry: 1500\n\n', 'a', ': keep-alive\n\n', ': keep-alive\n\n'],
  );
  await log.append('run', 1, ['b']);
  await log.close('run', 1000);
  assert.equal(await read(), 'b');
  assert.equal(await read(), 'data: [DONE]\n\n');
  assert.equal((await reader.read()).done, true);
});

test('a slow reader is given no more than it takes', async () => {
  const log = watched(new MemoryRunLog());
  const response = eventStream(log, 'run');
  await log.append(
    'run',
    0,
    Array.from({ length: 5000 }, () => 'x'.repeat(100)),
  );
  await log.close('run', 60_000);
  await new Promise(setImmediate);
  assert.equal(log.reads, 0);
  const reader = response.body!.getReader();
  await reader.read();
  await reader.read();
  await new Promise(setImmediate);
  assert.equal(log.reads, 1);
  let length = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
    length += value?.length ?? 0;
  assert.ok(log.reads > 10);
  assert.ok(length > 400_000);
});

test('a reader who leaves lets go of the log, and of nothing else', async () => {
  const inner = new MemoryRunLog();
  await inner.append('run', 0, []);
  const signals: AbortSignal[] = [];
  const log = {
    ...watched(inner),
    read: (...[id, from, signal]: Parameters<RunLog['read']>) => (signals.push(signal!), inner.read(id, from, signal)),
  };
  const reader = eventStream(log, 'run').body!.getReader();
  await reader.read();
  const pending = reader.read();
  await new Promise(setImmediate);
  await reader.cancel();
  assert.equal((await pending).done, true);
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true],
  );
  assert.equal((await inner.state('run')).isOpen, true);
});

test('a log that vanishes ends the stream without an end, so that the reader asks again', async () => {
  const log: RunLog = {
    ...new MemoryRunLog(),
    state: () => Promise.resolve({ size: 0, isOpen: false, isAbandoned: false }),
    append: () => Promise.resolve('kept'),
    close: () => Promise.resolve(),
    read: () => Promise.resolve(undefined),
  };
  assert.equal(await eventStream(log, 'run').text(), 'retry: 1500\n\n');
});

test('a log that cannot be read ends the stream without an end, and the host hears of it', async () => {
  const errors: unknown[] = [];
  const log = new MemoryRunLog();
  log.read = () => Promise.reject(new Error('down'));
  const report = (error: unknown) => errors.push(error);
  assert.equal(await eventStream(log, 'run', { report }).text(), 'retry: 1500\n\n');
  assert.equal(errors.length, 1);
});
