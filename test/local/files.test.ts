import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError, NotFoundError } from 'openai';
import { startLocal } from './wire/local-client.ts';

const text = (name: string, content: string) => new File([content], name);

describe('/v1/files', () => {
  it('takes a file and gives back every byte of it, and its name', async () => {
    const { client } = startLocal();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    const name = 'Überblick “1” 🦊.bin';
    const file = await client.files.create({ file: new File([bytes], name), purpose: 'user_data' });
    assert.deepEqual([file.filename, file.bytes, file.purpose, file.status], [name, 70_000, 'user_data', 'processed']);
    const content = await client.files.content(file.id);
    assert.deepEqual(new Uint8Array(await content.arrayBuffer()), bytes);
    assert.match(content.headers.get('content-disposition') ?? '', /^attachment;.*filename\*=UTF-8''%C3%9Cberblick/);
    assert.equal(content.headers.get('x-content-type-options'), 'nosniff');
  });

  it('keeps equal bytes apart as files, so that deleting one leaves the other', async () => {
    const { client } = startLocal();
    const [first, second] = await Promise.all([
      client.files.create({ file: text('a.txt', 'same'), purpose: 'assistants' }),
      client.files.create({ file: text('b.txt', 'same'), purpose: 'assistants' }),
    ]);
    assert.deepEqual(await client.files.delete(first.id), { id: first.id, object: 'file', deleted: true });
    assert.equal(await (await client.files.content(second.id)).text(), 'same');
    await assert.rejects(client.files.retrieve(first.id), NotFoundError);
  });

  it('lists page by page, the newest first or the oldest, and by purpose', async () => {
    const { client } = startLocal();
    const names: string[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const purpose = number % 2 ? 'user_data' : 'vision';
      names.push((await client.files.create({ file: text(`${number}.txt`, 'x'), purpose })).filename);
    }
    const list = async (query: object) => {
      const found: string[] = [];
      for await (const file of client.files.list(query)) found.push(file.filename);
      return found;
    };
    assert.deepEqual(await list({ limit: 2, order: 'asc' }), names);
    assert.deepEqual(await list({ limit: 2 }), names.toReversed());
    assert.deepEqual(await list({ purpose: 'vision', order: 'asc' }), ['2.txt', '4.txt']);
    await assert.rejects(list({ limit: 0 }), BadRequestError);
    await assert.rejects(list({ after: 'file-none' }), BadRequestError);
  });

  it('lets a file go when its time is over', async () => {
    let now = 1_800_000_000_000;
    const { client } = startLocal({ now: () => now });
    const expires_after = { anchor: 'created_at' as const, seconds: 3600 };
    const file = await client.files.create({ file: text('a.txt', 'x'), purpose: 'user_data', expires_after });
    assert.equal(file.expires_at, file.created_at + 3600);
    now += 3_600_001;
    await assert.rejects(client.files.retrieve(file.id), NotFoundError);
  });

  it('refuses what is no upload', async () => {
    const { client, service } = startLocal();
    await assert.rejects(client.files.create({ file: text('a', 'x'), purpose: 'fun' as never }), BadRequestError);
    await assert.rejects(client.files.create({ purpose: 'vision' } as never), BadRequestError);
    const response = await service.fetch('http://local/v1/files', { method: 'POST', body: 'no form' });
    assert.equal(response.status, 400);
    for (const id of ['file-none', '..%2F..%2Fsecret', 'a%00b']) {
      assert.equal((await service.fetch(`http://local/v1/files/${id}`)).status, 404);
    }
  });
});

describe('/v1/models', () => {
  it('says of its only model that it is rule-based and no language model', async () => {
    const { client } = startLocal();
    const { data } = await client.models.list();
    assert.deepEqual(
      data.map(({ id }) => id),
      ['local-rules'],
    );
    assert.match(data[0]?.owned_by ?? '', /rule-based, no language model/);
    assert.match(JSON.stringify(await client.models.retrieve('local-rules')), /not a language model/);
    await assert.rejects(client.models.retrieve('gpt-5'), NotFoundError);
  });
});

describe('anything else', () => {
  it('answers 404 in the same shape', async () => {
    const { client, service } = startLocal();
    await assert.rejects(client.batches.list(), (error) => error instanceof NotFoundError);
    assert.equal((await service.fetch('http://local/elsewhere')).status, 404);
  });

  it('tells a health check whether Python is ready', async () => {
    const { service } = startLocal();
    const health = (await (await service.fetch('http://local/healthz')).json()) as Record<string, string>;
    assert.equal(health['status'], 'ok');
    assert.match(health['python'] ?? '', /^(absent|cold|starting|ready|failed)$/);
  });
});
