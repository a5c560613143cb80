import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { FolderInUseError } from '../../server/local/index.ts';
import { fakePython } from './wire/fake-python.ts';
import { startLocal, type Local } from './wire/local-client.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-service-'));
  folders.push(folder);
  return folder;
}

function open(folder: string, pace = 0): Local {
  return startLocal({ folder, pace, python: fakePython() });
}

async function tree(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('a service with a folder', () => {
  it('has everything again after a restart', async () => {
    const folder = await makeFolder();
    const before = open(folder);
    const content = 'The warranty ends in May.';
    const file = await before.client.files.create({ file: new File([content], 'ä.txt'), purpose: 'user_data' });
    const store = await before.client.vectorStores.create({ name: 's', file_ids: [file.id] });
    const container = await before.client.containers.create({ name: 'c', file_ids: [file.id] });
    const conversation = await before.client.conversations.create({ metadata: { title: 'T' } });
    const tools = [{ type: 'file_search' as const, vector_store_ids: [store.id] }];
    const ask = { model: 'local-rules', conversation: conversation.id, input: 'When does the warranty end?', tools };
    const events: ResponseStreamEvent[] = [];
    for await (const event of await before.client.responses.create({ ...ask, background: true, stream: true })) {
      events.push(event);
    }
    const { data: items } = await before.client.conversations.items.list(conversation.id);
    const [created] = events;
    assert.ok(created?.type === 'response.created');
    const response = await before.client.responses.retrieve(created.response.id);
    await before.service.close();

    const { client, service } = open(folder);
    assert.deepEqual(await client.files.retrieve(file.id), file);
    assert.equal(await (await client.files.content(file.id)).text(), content);
    assert.deepEqual((await client.conversations.retrieve(conversation.id)).metadata, { title: 'T' });
    assert.deepEqual((await client.conversations.items.list(conversation.id)).data, items);
    assert.deepEqual(await client.responses.retrieve(response.id), response);
    const replay: ResponseStreamEvent[] = [];
    for await (const event of await client.responses.retrieve(response.id, { stream: true })) replay.push(event);
    assert.deepEqual(replay, events);
    assert.equal((await client.vectorStores.search(store.id, { query: 'warranty' })).data[0]?.filename, 'ä.txt');
    assert.equal((await client.containers.files.list(container.id)).data.length, 1);
    const again = await client.responses.create(ask);
    assert.equal(again.output_text, response.output_text);
    await service.close();
  });

  it('keeps plain files, and leaves none behind of what was deleted', async () => {
    const folder = await makeFolder();
    const { client, service } = open(folder);
    const create = (name: string) =>
      client.files.create({ file: new File(['same bytes'], name), purpose: 'user_data' });
    const [first, second] = [await create('a.txt'), await create('b.txt')];
    const blobs = await readdir(join(folder, 'blobs'));
    assert.equal(blobs.length, 1);
    assert.equal(await readFile(join(folder, 'blobs', blobs[0] ?? ''), 'utf8'), 'same bytes');
    const record = await readFile(join(folder, 'objects', 'files', `${first.id}.json`), 'utf8');
    assert.equal((JSON.parse(record) as { filename: string }).filename, 'a.txt');

    const store = await client.vectorStores.create({ file_ids: [first.id] });
    const container = await client.containers.create({ name: 'c', file_ids: [first.id] });
    const { id } = await client.conversations.create({ items: [{ role: 'user', content: 'Hello' }] });
    const response = await client.responses.create({
      model: 'local-rules',
      conversation: id,
      input: [],
      background: true,
    });
    await client.responses.cancel(response.id);
    await client.responses.delete(response.id);
    await client.conversations.delete(id);
    await client.containers.delete(container.id);
    await client.vectorStores.delete(store.id);
    await client.files.delete(first.id);
    assert.deepEqual(await readdir(join(folder, 'blobs')), blobs, 'the other file has the same bytes');
    await client.files.delete(second.id);
    await service.close();
    assert.deepEqual(await tree(folder), []);
  });

  it('says of a response that it was writing when it ended that it failed', async () => {
    const folder = await makeFolder();
    const before = open(folder, 20);
    const body = { model: 'local-rules', input: 'Hello', background: true };
    const stopped = await before.client.responses.create(body);
    await before.service.close();

    const { client, service } = open(folder, 20);
    const response = await client.responses.retrieve(stopped.id);
    assert.deepEqual([response.status, response.error?.code], ['failed', 'server_error']);
    const lost = await client.responses.create(body);
    // As if the process had died: the record is there, and nothing else.
    const path = join(folder, 'objects', 'responses', `${lost.id}.json`);
    const record = await readFile(path, 'utf8');
    assert.match(record, /"status":"queued"/);
    await service.close();
    await writeFile(path, record);
    await rm(join(folder, 'objects', 'response-events'), { recursive: true });

    const afterwards = open(folder);
    assert.equal((await afterwards.client.responses.retrieve(lost.id)).status, 'failed');
    const types: string[] = [];
    const resume = { stream: true as const, starting_after: 7 };
    for await (const event of await afterwards.client.responses.retrieve(lost.id, resume)) types.push(event.type);
    assert.deepEqual(types, ['response.failed']);
    await afterwards.service.close();
  });

  it('shares it with no other, and takes it over from one that is gone', async () => {
    const folder = await makeFolder();
    const first = open(folder);
    await first.client.files.list();
    const errors: unknown[] = [];
    const second = startLocal({ folder, python: fakePython(), onError: (error) => errors.push(error) });
    await assert.rejects(second.service.listen(), (error) => {
      assert.ok(error instanceof FolderInUseError);
      assert.match(error.message, new RegExp(`in use by process ${process.pid}`));
      return true;
    });
    await assert.rejects(second.client.files.list(), /503 The folder .* is in use by process/);
    await second.service.close();
    assert.deepEqual(await tree(folder), ['lock'], 'the second has not let go the lock of the first');
    await first.service.close();
    const late = startLocal({ folder, python: fakePython(), onError: (error) => errors.push(error) });
    await late.service.close();
    await assert.rejects(late.client.files.list(), /500/);
    assert.deepEqual(await tree(folder), [], 'whoever comes late takes nothing');

    const gone = [
      { pid: 2 ** 30, since: 1 },
      { pid: process.pid, since: 1 },
    ].map((owner) => JSON.stringify(owner));
    for (const lock of [...gone, 'no JSON']) {
      await writeFile(join(folder, 'lock'), lock);
      const { client, service } = open(folder);
      assert.deepEqual((await client.files.list()).data, []);
      await service.close();
    }
  });

  it('never shows half of a write, and names the file that is damaged', async () => {
    const folder = await makeFolder();
    const { client, service } = open(folder);
    const { id } = await client.conversations.create();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => client.conversations.update(id, { metadata: { n: `${index}` } })),
    );
    await service.close();
    assert.equal((await tree(folder)).length, 1, 'no part of a write is left');
    await writeFile(join(folder, 'objects', 'conversations', `${id}.json`), '{"id":');

    const errors: unknown[] = [];
    const damaged = startLocal({ folder, python: fakePython(), onError: (error) => errors.push(error) });
    await assert.rejects(damaged.client.conversations.retrieve(id), /The local service made a mistake/);
    assert.match(String(errors[0]), new RegExp(`objects/conversations/${id}\\.json is no JSON any more`));
    await damaged.service.close();
  });
});
