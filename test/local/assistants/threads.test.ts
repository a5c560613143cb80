import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError, NotFoundError } from 'openai';
import { startLocal } from '../wire/local-client.ts';
import { begin, bothTools, hosted, model, textOf, upload, weather } from './assistants.ts';

describe('an assistant', () => {
  it('is made, read, changed, listed and deleted', async () => {
    const { client } = startLocal();
    const { assistants } = client.beta;
    const made = await assistants.create({
      model,
      name: 'Tutor',
      instructions: 'Be kind.',
      tools: [...hosted, weather],
    });
    assert.deepEqual(await assistants.retrieve(made.id), made);
    assert.deepEqual([made.name, made.instructions, made.tools.length], ['Tutor', 'Be kind.', 3]);
    const changed = await assistants.update(made.id, { instructions: 'Be brief.', metadata: { a: 'b' } });
    assert.deepEqual(changed, { ...made, instructions: 'Be brief.', metadata: { a: 'b' } });
    const other = await assistants.create({ model });
    assert.deepEqual(
      (await assistants.list({ order: 'asc' })).data.map(({ id }) => id),
      [made.id, other.id],
    );
    assert.deepEqual(
      (await assistants.list({ after: other.id })).data.map(({ id }) => id),
      [made.id],
    );
    assert.deepEqual(await assistants.delete(made.id), { id: made.id, object: 'assistant.deleted', deleted: true });
    await assert.rejects(assistants.retrieve(made.id), NotFoundError);
  });

  it('is refused with tools or files that do not exist', async () => {
    const { client } = startLocal();
    const { assistants } = client.beta;
    await assert.rejects(assistants.create({ model, tools: [{ type: 'web_search' } as never] }), BadRequestError);
    await assert.rejects(assistants.create({} as never), /Missing required parameter: 'model'/);
    const tool_resources = { code_interpreter: { file_ids: ['file-none'] } };
    await assert.rejects(assistants.create({ model, tool_resources }), NotFoundError);
  });
});

describe('a thread', () => {
  it('keeps messages in their order, and what a client says of them', async () => {
    const { client } = startLocal();
    const { threads } = client.beta;
    const thread = await threads.create({ metadata: { title: 'T' }, messages: [{ role: 'user', content: 'One' }] });
    const image = { type: 'image_url' as const, image_url: { url: 'https://example.org/a.png' } };
    const two = await threads.messages.create(thread.id, {
      role: 'user',
      content: [image, { type: 'text', text: 'Two' }],
      metadata: { mood: 'good' },
    });
    assert.deepEqual((await threads.messages.list(thread.id, { order: 'asc' })).data.map(textOf), ['One', 'Two']);
    assert.deepEqual((await threads.messages.list(thread.id, { limit: 1 })).data[0], two);
    const changed = await threads.messages.update(two.id, { thread_id: thread.id, metadata: { mood: 'better' } });
    assert.deepEqual(changed, { ...two, metadata: { mood: 'better' } });
    await threads.messages.delete(two.id, { thread_id: thread.id });
    await assert.rejects(threads.messages.retrieve(two.id, { thread_id: thread.id }), NotFoundError);
    assert.deepEqual((await threads.update(thread.id, { metadata: { title: 'U' } })).metadata, { title: 'U' });
    await threads.delete(thread.id);
    await assert.rejects(threads.retrieve(thread.id), NotFoundError);
    await assert.rejects(threads.messages.list(thread.id), NotFoundError);
  });

  it('has the files its messages bring, in one vector store and for its code', async () => {
    const { client } = startLocal();
    const [one, two] = [await upload(client, 'one.txt', 'One.'), await upload(client, 'two.txt', 'Two.')];
    const { threadId } = await begin(client, 'Look', { attachments: [{ file_id: one, tools: bothTools }] });
    const more = { role: 'user' as const, content: 'More', attachments: [{ file_id: two, tools: bothTools }] };
    await client.beta.threads.messages.create(threadId, more);
    const { tool_resources } = await client.beta.threads.retrieve(threadId);
    assert.deepEqual(tool_resources?.code_interpreter?.file_ids, [one, two]);
    const [storeId = ''] = tool_resources?.file_search?.vector_store_ids ?? [];
    const { data } = await client.vectorStores.files.list(storeId, { order: 'asc' });
    assert.deepEqual(data.map(({ id }) => id).sort(), [one, two].sort());
  });

  it('is made with a vector store that the request describes', async () => {
    const { client } = startLocal();
    const file = await upload(client, 'one.txt', 'One.');
    const thread = await client.beta.threads.create({
      tool_resources: { file_search: { vector_stores: [{ file_ids: [file] }] } },
    });
    const [storeId = ''] = thread.tool_resources?.file_search?.vector_store_ids ?? [];
    assert.equal((await client.vectorStores.files.list(storeId)).data[0]?.id, file);
  });

  it('refuses messages without words, by somebody unknown, or with a file that is not there', async () => {
    const { client } = startLocal();
    const { id } = await client.beta.threads.create();
    const add = (message: object) =>
      client.beta.threads.messages.create(id, { role: 'user', content: 'Hi', ...message } as never);
    await assert.rejects(add({ content: '' }), BadRequestError);
    await assert.rejects(add({ role: 'system' }), BadRequestError);
    await assert.rejects(add({ attachments: [{ file_id: 'file-none', tools: bothTools }] }), NotFoundError);
    assert.equal((await client.beta.threads.messages.list(id)).data.length, 0);
  });
});
