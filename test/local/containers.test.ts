import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError, NotFoundError } from 'openai';
import { startLocal } from './wire/local-client.ts';

describe('/v1/containers', () => {
  it('starts with copies of uploaded files', async () => {
    const { client } = startLocal();
    const file = await client.files.create({ file: new File(['a,b\n1,2'], 'data.csv'), purpose: 'user_data' });
    const container = await client.containers.create({ name: 'work', file_ids: [file.id, file.id] });
    assert.deepEqual([container.status, container.expires_after?.minutes], ['running', 20]);
    const { data } = await client.containers.files.list(container.id);
    assert.deepEqual(
      data.map(({ path, bytes, source }) => [path, bytes, source]),
      [['/mnt/data/data.csv', 7, 'user']],
    );
    const content = await client.containers.files.content.retrieve(data[0]?.id ?? '', { container_id: container.id });
    assert.equal(await content.text(), 'a,b\n1,2');
  });

  it('takes files by their bytes and by their id, and makes their names safe and free', async () => {
    const { client } = startLocal();
    const { id } = await client.containers.create({ name: 'work' });
    const put = async (file: File) => (await client.containers.files.create(id, { file })).path;
    assert.equal(await put(new File(['1'], 'a.txt')), '/mnt/data/a.txt');
    assert.equal(await put(new File(['2'], 'a.txt')), '/mnt/data/a (2).txt');
    assert.equal(await put(new File(['3'], '../../etc/passwd')), '/mnt/data/passwd');
    assert.equal(await put(new File(['4'], '..')), '/mnt/data/file');
    assert.equal(await put(new File(['4'], `abc${'😀'.repeat(62)}.csv`)), `/mnt/data/abc${'😀'.repeat(56)}.csv`);
    const uploaded = await client.files.create({ file: new File(['5'], 'b.txt'), purpose: 'user_data' });
    assert.equal((await client.containers.files.create(id, { file_id: uploaded.id })).path, '/mnt/data/b.txt');
    await assert.rejects(client.containers.files.create(id, { file_id: 'file-none' }), NotFoundError);
    await assert.rejects(client.containers.files.create(id, {}), BadRequestError);
  });

  it('lists, reads and deletes containers and files', async () => {
    const { client } = startLocal();
    const { id } = await client.containers.create({ name: 'one', memory_limit: '4g' });
    await client.containers.create({ name: 'two' });
    const { data } = await client.containers.list({ order: 'asc' });
    assert.deepEqual(
      data.map(({ name, memory_limit }) => [name, memory_limit]),
      [
        ['one', '4g'],
        ['two', '1g'],
      ],
    );
    const named = await client.containers.list({ name: 'two' });
    assert.equal(named.data.length, 1);

    const file = await client.containers.files.create(id, { file: new File(['1'], 'a.txt') });
    assert.deepEqual(await client.containers.files.retrieve(file.id, { container_id: id }), file);
    await client.containers.files.delete(file.id, { container_id: id });
    await assert.rejects(client.containers.files.retrieve(file.id, { container_id: id }), NotFoundError);
    await client.containers.delete(id);
    await assert.rejects(client.containers.retrieve(id), NotFoundError);
  });

  it('expire after twenty minutes without use, and their files with them', async () => {
    let now = 1_800_000_000_000;
    const { client } = startLocal({ now: () => now });
    const { id } = await client.containers.create({ name: 'work' });
    const file = await client.containers.files.create(id, { file: new File(['1'], 'a.txt') });
    now += 19 * 60_000;
    await client.containers.files.content.retrieve(file.id, { container_id: id });
    now += 19 * 60_000;
    assert.equal((await client.containers.retrieve(id)).status, 'running');
    now += 2 * 60_000;
    assert.equal((await client.containers.retrieve(id)).status, 'expired');
    await assert.rejects(client.containers.files.list(id), NotFoundError);
    await assert.rejects(client.containers.files.content.retrieve(file.id, { container_id: id }), NotFoundError);
  });
});
