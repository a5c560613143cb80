import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryFileStore, memoryStore } from '../../../server/index.ts';
import { fileStoreConformance, storeConformance } from './conformance.ts';

storeConformance('memory', { store: (options) => memoryStore(options) });
fileStoreConformance('memory files', () => memoryFileStore());

test('memory is bounded: the oldest keys, owners and threads go first', async () => {
  const store = memoryStore({ limits: { maxKeys: 3, maxOwners: 2, maxThreadsPerOwner: 2 } });
  for (const key of ['a', 'b', 'c', 'd']) await store.bind(key, key);
  assert.deepEqual(await Promise.all(['a', 'b', 'd'].map((key) => store.get(key))), [undefined, 'b', 'd']);
  const entry = (id: string) => ({ id, title: null, createdAt: 1, updatedAt: 1, metadata: {} });
  for (const owner of ['x', 'y', 'z']) for (const id of ['1', '2', '3']) await store.putThread(owner, entry(id));
  assert.deepEqual(await store.listThreads('x', { limit: 9 }), []);
  assert.deepEqual(
    (await store.listThreads('z', { limit: 9 })).map(({ id }) => id),
    ['3', '2'],
  );
});

test('logs are bounded: closed ones go first, open ones stay', async () => {
  const { log } = memoryStore({ limits: { maxLogLength: 10 } });
  await log.append('old', 0, ['aaaa']);
  await log.close('old', 60_000);
  await log.append('open', 0, ['bbbb']);
  await log.append('new', 0, ['cccccc']);
  assert.equal((await log.state('old')).size, 0);
  assert.equal((await log.state('open')).size, 1);
  assert.equal((await log.state('new')).size, 1);
});

test('transcripts are bounded: whole threads go, those not touched for longest first', async () => {
  const { transcripts } = memoryStore({ limits: { maxTranscriptLength: 10 } });
  await transcripts.append('a', ['aaaa']);
  await transcripts.append('b', ['bbbb']);
  await transcripts.read('a');
  await transcripts.append('c', ['cccc']);
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((id) => transcripts.read(id))), [['aaaa'], [], ['cccc']]);
  await transcripts.append('c', ['cccccccccc']);
  assert.deepEqual(await transcripts.read('c'), ['cccc', 'cccccccccc'], 'the one that is written stays');
});

test('copies are bounded: those not read for longest go first, and one too large is not kept at all', async () => {
  const files = memoryFileStore({ maxBytes: 10 });
  await files.put('a', new File(['aaaa'], 'a'));
  await files.put('b', new File(['bbbb'], 'b'));
  await files.get('a');
  await files.put('c', new File(['cccc'], 'c'));
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(async (id) => (await files.get(id))?.name)), [
    'a',
    undefined,
    'c',
  ]);
  await files.put('d', new File(['d'.repeat(11)], 'd'));
  assert.equal(await files.get('d'), undefined);
  assert.equal((await files.get('c'))?.name, 'c');
});

test('parts count like files, and a file in parts that would drive out the others is not kept', async () => {
  const { parts, ...files } = memoryFileStore({ maxBytes: 10 });
  assert.equal(await parts?.begin(3), undefined);
  const copy = (await parts?.begin(2)) ?? '';
  const part = (await parts?.put(copy, 1, new TextEncoder().encode('xx'))) ?? '';
  await files.put('a', new File(['aaaaaaaaa'], 'a'));
  await parts?.join(copy, [part], 'b', { name: 'b', type: '' });
  assert.deepEqual([(await files.get('a'))?.name, await files.get('b')], ['a', undefined]);
});
