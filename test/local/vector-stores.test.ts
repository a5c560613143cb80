import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type OpenAI from 'openai';
import { BadRequestError, NotFoundError } from 'openai';
import { startLocal } from './wire/local-client.ts';

const contract =
  'The employment begins on 1 March.\n\nThe notice period is three months. Notice is given in writing.\n';

async function upload(client: OpenAI, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return (await client.files.create({ file: new File([content], name), purpose: 'assistants' })).id;
}

describe('/v1/vector_stores', () => {
  it('makes a file searchable before the call returns, and gives its text back', async () => {
    const { client } = startLocal();
    const store = await client.vectorStores.create({ name: 'papers', metadata: { a: 'b' } });
    const file_id = await upload(client, 'contract.txt', contract.replaceAll('\n', '\r\n'));
    const file = await client.vectorStores.files.createAndPoll(store.id, { file_id, attributes: { year: 2026 } });
    assert.deepEqual([file.status, file.last_error], ['completed', null]);
    const { file_counts, usage_bytes, metadata } = await client.vectorStores.retrieve(store.id);
    assert.deepEqual(
      [file_counts.completed, file_counts.total, usage_bytes, metadata],
      [1, 1, contract.length, { a: 'b' }],
    );
    const content = await client.vectorStores.files.content(file_id, { vector_store_id: store.id });
    assert.deepEqual(content.data, [{ type: 'text', text: contract }]);
  });

  it('finds passages, whose text is an exact slice of the file at the offsets it tells', async () => {
    const { client } = startLocal();
    const file_ids = [
      await upload(client, 'contract.txt', contract),
      await upload(client, 'other.md', '# Bread\n\nFlour.'),
    ];
    const { id } = await client.vectorStores.create({ file_ids });
    const { data } = await client.vectorStores.search(id, { query: 'notice period' });
    assert.equal(data.length, 1);
    const [found] = data;
    const { start, end } = found?.attributes ?? {};
    assert.equal(found?.filename, 'contract.txt');
    assert.equal(found.content[0]?.text, contract.slice(Number(start), Number(end)));
    assert.ok(found.score > 0 && found.score < 1);
    assert.deepEqual((await client.vectorStores.search(id, { query: ['Peru', 'capital'] })).data, []);
  });

  it('keeps to the number of results, the score and the attributes a search asks for', async () => {
    const { client } = startLocal();
    const { id } = await client.vectorStores.create({});
    for (const year of [2024, 2025, 2026]) {
      const file_id = await upload(client, `${year}.txt`, `The report of ${year}.`);
      await client.vectorStores.files.create(id, { file_id, attributes: { year, draft: year === 2026 } });
    }
    const names = async (options: object) => {
      const { data } = await client.vectorStores.search(id, { query: 'report', ...options });
      return data.map(({ filename }) => filename.slice(0, 4)).sort();
    };
    const year = (type: string, value: unknown) => ({ type, key: 'year', value });
    assert.deepEqual(await names({}), ['2024', '2025', '2026']);
    assert.equal((await names({ max_num_results: 2 })).length, 2);
    assert.deepEqual(await names({ ranking_options: { score_threshold: 0.99 } }), []);
    assert.deepEqual(await names({ filters: year('gte', 2025) }), ['2025', '2026']);
    assert.deepEqual(await names({ filters: year('in', [2024, 2026]) }), ['2024', '2026']);
    const both = { type: 'and', filters: [year('gt', 2024), { type: 'eq', key: 'draft', value: false }] };
    assert.deepEqual(await names({ filters: both }), ['2025']);
    assert.deepEqual(await names({ filters: { type: 'or', filters: [both, year('lt', 2025)] } }), ['2024', '2025']);
    await assert.rejects(names({ filters: { type: 'like', key: 'year', value: 1 } }), BadRequestError);
  });

  it('lists a file that cannot be read as failed and says why', async () => {
    const { client } = startLocal();
    const file_id = await upload(client, 'photo.jpg', Uint8Array.of(0xff, 0xd8, 0, 0, 1));
    const { id } = await client.vectorStores.create({ file_ids: [file_id] });
    const file = await client.vectorStores.files.retrieve(file_id, { vector_store_id: id });
    assert.equal(file.status, 'failed');
    assert.equal(file.last_error?.code, 'unsupported_file');
    assert.match(file.last_error.message, /^This kind of file cannot be read here/);
    assert.equal((await client.vectorStores.retrieve(id)).file_counts.failed, 1);
    await assert.rejects(client.vectorStores.files.content(file_id, { vector_store_id: id }), NotFoundError);
  });

  it('does not read a file that would fill the memory', async () => {
    const { client } = startLocal();
    const file_id = await upload(client, 'large.txt', new Uint8Array(33 * 1024 * 1024).fill(0x61));
    const { id } = await client.vectorStores.create({ file_ids: [file_id] });
    const file = await client.vectorStores.files.retrieve(file_id, { vector_store_id: id });
    assert.match(file.last_error?.message ?? '', /too large to be searched/);
  });

  it('forgets a file that is removed, and one that is deleted everywhere', async () => {
    const { client } = startLocal();
    const file_ids = [
      await upload(client, 'a.txt', 'Apples are red.'),
      await upload(client, 'b.txt', 'Apples are green.'),
    ];
    const { id } = await client.vectorStores.create({ file_ids });
    await client.vectorStores.files.delete(file_ids[0] ?? '', { vector_store_id: id });
    assert.equal((await client.vectorStores.search(id, { query: 'apples' })).data[0]?.filename, 'b.txt');
    assert.equal((await client.files.retrieve(file_ids[0] ?? '')).filename, 'a.txt');
    await client.files.delete(file_ids[1] ?? '');
    assert.deepEqual((await client.vectorStores.search(id, { query: 'apples' })).data, []);
    assert.equal((await client.vectorStores.retrieve(id)).file_counts.total, 0);
  });

  it('changes, lists and deletes stores and their files', async () => {
    const { client } = startLocal();
    const file_id = await upload(client, 'a.txt', 'Apples.');
    const { id } = await client.vectorStores.create({ name: 'one', file_ids: [file_id] });
    const changed = await client.vectorStores.update(id, {
      name: 'two',
      expires_after: { anchor: 'last_active_at', days: 1 },
    });
    assert.deepEqual([changed.name, changed.expires_after?.days], ['two', 1]);
    const attributes = { kind: 'fruit' };
    await client.vectorStores.files.update(file_id, { vector_store_id: id, attributes });
    const { data } = await client.vectorStores.files.list(id);
    assert.deepEqual(data[0]?.attributes, attributes);
    assert.equal((await client.vectorStores.list()).data.length, 1);
    await client.vectorStores.delete(id);
    await assert.rejects(client.vectorStores.retrieve(id), NotFoundError);
  });

  it('takes files in batches', async () => {
    const { client } = startLocal();
    const { id } = await client.vectorStores.create({});
    const files = [new File(['Apples.'], 'a.txt'), new File(['Pears.'], 'b.txt')];
    const batch = await client.vectorStores.fileBatches.uploadAndPoll(id, { files });
    assert.deepEqual([batch.status, batch.file_counts.completed], ['completed', 2]);
    const { data } = await client.vectorStores.fileBatches.listFiles(batch.id, { vector_store_id: id });
    assert.equal(data.length, 2);
    assert.equal((await client.vectorStores.fileBatches.cancel(batch.id, { vector_store_id: id })).status, 'completed');
    await assert.rejects(client.vectorStores.fileBatches.retrieve('vsfb_none', { vector_store_id: id }), NotFoundError);
  });

  it('cuts passages as large as it is told', async () => {
    const { client } = startLocal();
    const sentences = Array.from({ length: 60 }, (_, index) => `Number ${index} is a plain apple of the orchard.`);
    const file_id = await upload(client, 'orchard.txt', sentences.join(' '));
    const { id } = await client.vectorStores.create({});
    const chunking_strategy = {
      type: 'static' as const,
      static: { max_chunk_size_tokens: 100, chunk_overlap_tokens: 30 },
    };
    const file = await client.vectorStores.files.create(id, { file_id, chunking_strategy });
    assert.deepEqual(file.chunking_strategy, chunking_strategy);
    const { data } = await client.vectorStores.search(id, { query: 'apple', max_num_results: 50 });
    const passages = data.map(({ content }) => content[0]?.text ?? '');
    assert.ok(passages.every((passage) => passage.split(' ').length <= 100));
    assert.ok(passages.filter((passage) => passage.includes('Number 10 ')).length >= 1);
    const counted = passages.reduce((sum, passage) => sum + passage.split('Number').length - 1, 0);
    assert.ok(counted > 60, 'passages overlap');
  });
});
