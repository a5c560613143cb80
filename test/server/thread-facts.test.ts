import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFacts, parseFacts, type ThreadFacts } from '../../server/engines/responses/thread-facts.ts';

const none = parseFacts({});
const full: ThreadFacts = {
  title: 'A title of some length',
  updatedAt: 1_700_000_000_000,
  turn: 'Xk2-_9',
  vectorStoreId: 'vs_0123456789abcdef',
  fileIds: Array.from({ length: 130 }, (_, number) => `file-${String(number).padStart(22, '0')}`),
  run: {
    first: `resp_${'a'.repeat(50)}`,
    latest: `resp_${'b'.repeat(50)}`,
    questionId: `msg_${'c'.repeat(50)}`,
    state: 'waiting',
  },
  metadata: { one: '1', two: 'x'.repeat(200), three: '3', four: '4' },
};

test('facts come back from the metadata they went into, within the service’s limits', () => {
  const metadata = formatFacts(full, none)!;
  assert.deepEqual(parseFacts(metadata), full);
  assert.ok(Object.keys(metadata).length <= 16);
  for (const [key, value] of Object.entries(metadata)) assert.ok(key.length <= 64 && value.length <= 512, key);
});

test('what is gone is emptied, and empty is the same as never there', () => {
  const metadata = formatFacts(none, full)!;
  assert.ok(Object.values(metadata).every((value) => value === ''));
  assert.deepEqual(parseFacts(metadata), none);
  const merged = {
    ...formatFacts(full, none),
    ...formatFacts({ ...full, fileIds: full.fileIds.slice(0, 3), metadata: {} }, full),
  };
  assert.deepEqual(parseFacts(merged), { ...full, fileIds: full.fileIds.slice(0, 3), metadata: {} });
});

test('emptying never takes more pairs than there may be', () => {
  const changed = { ...full, metadata: { five: '5', six: '6', seven: '7', eight: '8' } };
  assert.ok(Object.keys(formatFacts(changed, full)!).length <= 16);
  assert.deepEqual(parseFacts(formatFacts(changed, full)!), changed);
});

test('files that do not fit are too many', () => {
  const fileIds = Array.from({ length: 500 }, (_, number) => `file-${String(number).padStart(22, '0')}`);
  assert.equal(formatFacts({ ...full, fileIds }, none), undefined);
});

test('metadata that somebody else has written is no harm', () => {
  for (const metadata of [null, undefined, 'x', { run: 'a b' }, { run: 'a b c what', updated: 'x' }, { title: 5 }]) {
    const facts = parseFacts(metadata);
    assert.equal(facts.updatedAt, 0);
    assert.ok(facts.run === null || facts.run.state === 'over');
  }
});
