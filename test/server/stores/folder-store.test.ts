import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folderFileStore, folderStore } from '../../../server/stores/folder-store.ts';
import { fileStoreConformance, storeConformance } from './conformance.ts';

const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-store-'));
  folders.push(folder);
  return folder;
};
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

storeConformance('folder', {
  store: async (options) => folderStore(join(await newFolder(), 'not', 'there yet'), options),
});
fileStoreConformance('folder files', async () => folderFileStore(join(await newFolder(), 'not there yet')));

const entry = { id: 'conv_1', title: 'One', createdAt: 1, updatedAt: 2, metadata: {} };

test('what was kept is there when the process starts again, short claims are not', async () => {
  const folder = await newFolder();
  const store = folderStore(folder);
  await store.bind('chat:ann:c', 'conv_1');
  await store.bind('turn', 'run', 60 * 60_000);
  await store.claim('lease', 'me', 60_000);
  await store.putThread('ann', entry);
  const again = folderStore(folder);
  assert.equal(await again.get('chat:ann:c'), 'conv_1');
  assert.equal(await again.get('turn'), 'run');
  assert.equal(await again.get('lease'), undefined);
  assert.deepEqual(await again.listThreads('ann', { limit: 5 }), [entry]);
});

test('a transcript is there when the process starts again, without the item that a crash has cut', async () => {
  const folder = await newFolder();
  await folderStore(folder).transcripts.append('thread', ['{"n":1}', '{"n":2}']);
  const [name = ''] = await readdir(join(folder, 'transcripts'));
  await appendFile(join(folder, 'transcripts', name), '{"n":');
  const { transcripts } = folderStore(folder);
  assert.deepEqual(await transcripts.read('thread'), ['{"n":1}', '{"n":2}']);
  await transcripts.append('thread', ['{"n":3}']);
  assert.deepEqual(await transcripts.read('thread'), ['{"n":1}', '{"n":2}', '{"n":3}']);
});

test('many changes at once are all on the disk when they are done, in a file that is whole', async () => {
  const folder = await newFolder();
  const store = folderStore(folder);
  const keys = Array.from({ length: 200 }, (_, number) => `key${number}`);
  await Promise.all(keys.map((key) => store.bind(key, key)));
  const { values } = JSON.parse(await readFile(join(folder, 'store.json'), 'utf8')) as { values: unknown[] };
  assert.equal(values.length, 200);
  assert.deepEqual(await readdir(folder), ['store.json']);
});

test('copies of files are there when the process starts again', async () => {
  const folder = await newFolder();
  await folderFileStore(folder).put('file-1', new File(['x'], 'a.txt', { type: 'text/plain' }));
  assert.equal((await folderFileStore(folder).get('file-1'))?.name, 'a.txt');
});

test('parts that nobody has come back for in a day make room for others', async () => {
  const folder = await newFolder();
  const { parts } = folderFileStore(folder);
  await parts?.begin(1);
  const [forgotten] = await readdir(join(folder, 'parts'));
  const longAgo = new Date(Date.now() - 25 * 60 * 60_000);
  await utimes(join(folder, 'parts', forgotten!), longAgo, longAgo);
  await parts?.begin(1);
  const left = await readdir(join(folder, 'parts'));
  assert.equal(left.length, 1);
  assert.notEqual(left[0], forgotten);
});
