import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError, NotFoundError } from 'openai';
import { startLocal } from './wire/local-client.ts';

const user = (content: string) => ({ role: 'user' as const, content });

describe('/v1/conversations', () => {
  it('keeps metadata, changes and deletes it', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create({ metadata: { title: 'One' } });
    assert.deepEqual((await client.conversations.retrieve(id)).metadata, { title: 'One' });
    await client.conversations.update(id, { metadata: { title: 'Two', owner: 'me' } });
    assert.deepEqual((await client.conversations.retrieve(id)).metadata, { title: 'Two', owner: 'me' });
    assert.equal((await client.conversations.delete(id)).deleted, true);
    await assert.rejects(client.conversations.retrieve(id), NotFoundError);
    await assert.rejects(client.conversations.items.list(id), NotFoundError);
  });

  it('holds metadata to its limits', async () => {
    const { client } = startLocal();
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v']));
    for (const metadata of [many, { k: 'v'.repeat(513) }, { ['k'.repeat(65)]: 'v' }, { k: 1 }]) {
      await assert.rejects(client.conversations.create({ metadata: metadata as never }), BadRequestError);
    }
  });

  it('takes items of every kind and gives them back in order', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create({ items: [user('One')] });
    const added = await client.conversations.items.create(id, {
      items: [
        { role: 'developer', content: [{ type: 'input_text', text: 'Two' }] },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Three' },
            { type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,AAAA' },
            { type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,QQ==' },
          ],
        },
        { role: 'assistant', content: 'Four' },
        { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'done' },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Six' }] },
      ],
    });
    assert.equal(added.data.length, 6);
    const kinds: string[] = [];
    for await (const item of client.conversations.items.list(id, { order: 'asc', limit: 2 })) {
      kinds.push(item.type === 'message' ? item.role : item.type);
    }
    const expected = ['user', 'developer', 'user', 'assistant', 'function_call', 'function_call_output', 'reasoning'];
    assert.deepEqual(kinds, expected);
    const newest = await client.conversations.items.list(id, { limit: 1 });
    assert.equal(newest.data[0]?.type, 'reasoning');
    assert.equal(newest.hasNextPage(), true);
  });

  it('shows pictures of messages only where they are asked for', async () => {
    const { client } = startLocal();
    const image_url = 'data:image/png;base64,AAAA';
    const content = [{ type: 'input_image' as const, detail: 'auto' as const, image_url }];
    const { id } = await client.conversations.create({ items: [{ role: 'user', content }] });
    const show = async (include: 'message.input_image.image_url'[]) => {
      const { data } = await client.conversations.items.list(id, { include });
      const part = data[0]?.type === 'message' ? data[0].content[0] : undefined;
      return part?.type === 'input_image' ? part.image_url : undefined;
    };
    assert.equal(await show([]), null);
    assert.equal(await show(['message.input_image.image_url']), image_url);
  });

  it('reads and removes one item', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create({ items: [user('One'), user('Two')] });
    const { data } = await client.conversations.items.list(id, { order: 'asc' });
    const itemId = data[0]?.id ?? '';
    assert.deepEqual(await client.conversations.items.retrieve(itemId, { conversation_id: id }), data[0]);
    assert.equal((await client.conversations.items.delete(itemId, { conversation_id: id })).id, id);
    await assert.rejects(client.conversations.items.retrieve(itemId, { conversation_id: id }), NotFoundError);
    assert.equal((await client.conversations.items.list(id)).data.length, 1);
  });

  it('takes at most twenty items at once, and none that it does not know', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create();
    const items = Array.from({ length: 21 }, () => user('x'));
    await assert.rejects(client.conversations.items.create(id, { items }), BadRequestError);
    await assert.rejects(client.conversations.create({ items }), BadRequestError);
    const unknown: object[] = [{ type: 'poem' }, { role: 'king', content: 'x' }, { role: 'user' }, { content: 'x' }];
    for (const item of unknown) {
      await assert.rejects(client.conversations.items.create(id, { items: [item as never] }), BadRequestError);
    }
    assert.equal((await client.conversations.items.list(id)).data.length, 0);
  });

  it('gives an item with a taken id a new one', async () => {
    const { client } = startLocal();
    const item = { type: 'reasoning' as const, id: 'rs_1', summary: [] };
    const { id } = await client.conversations.create({ items: [item] });
    const added = await client.conversations.items.create(id, { items: [item] });
    assert.match(added.data[0]?.id ?? '', /^rs_\w{10}/);
    assert.equal((await client.conversations.items.list(id)).data.length, 2);
  });

  it('keeps the order of items that are added at the same time', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create();
    const texts = Array.from({ length: 12 }, (_, index) => `m${index}`);
    await Promise.all(
      texts.map((text) => client.conversations.items.create(id, { items: [user(text), user(`${text}!`)] })),
    );
    const said: string[] = [];
    for await (const item of client.conversations.items.list(id, { order: 'asc' })) {
      const part = item.type === 'message' ? item.content[0] : undefined;
      if (part?.type === 'input_text') said.push(part.text);
    }
    assert.equal(said.length, 24);
    for (const text of texts) assert.equal(said[said.indexOf(text) + 1], `${text}!`);
  });
});
