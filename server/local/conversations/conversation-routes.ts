import { Hono } from 'hono';
import { invalid } from '../api-error.ts';
import { Fields, missing } from '../fields.ts';
import type { Item } from '../items/item.ts';
import { readItem } from '../items/read-item.ts';
import { readIncludeQuery, shownItem } from '../items/shown-item.ts';
import { readMetadata } from '../metadata.ts';
import { pageOf, readPageQuery } from '../page.ts';
import type { Stamp } from '../stamp.ts';
import { conversationObject, type ConversationLibrary } from './conversation-library.ts';

const maxItemsAtOnce = 20;

/** `/v1/conversations` and their items. */
export function conversationRoutes(conversations: ConversationLibrary, stamp: Stamp): Hono {
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      const items = readItems(body, stamp) ?? [];
      const conversation = await conversations.create(readMetadata(body) ?? {});
      await conversations.append(conversation.id, items);
      return context.json(conversationObject(conversation));
    })
    .get('/:id', async (context) => context.json(conversationObject(await conversations.get(context.req.param('id')))))
    .post('/:id', async (context) => {
      const body = await Fields.of(context.req.raw);
      const changed = await conversations.setMetadata(context.req.param('id'), readMetadata(body) ?? {});
      return context.json(conversationObject(changed));
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await conversations.remove(id);
      return context.json({ id, object: 'conversation.deleted', deleted: true });
    })
    .post('/:id/items', async (context) => {
      const items = readItems(await Fields.of(context.req.raw), stamp);
      if (!items) throw missing('items');
      const include = readIncludeQuery(new URL(context.req.url).searchParams);
      const added = await conversations.append(context.req.param('id'), items);
      const shown = added.map((item) => shownItem(item, include));
      return context.json(pageOf(shown, { limit: maxItemsAtOnce, order: 'asc' }));
    })
    .get('/:id/items', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const include = readIncludeQuery(query);
      const page = pageOf(await conversations.items(context.req.param('id')), readPageQuery(query));
      return context.json({ ...page, data: page.data.map((item) => shownItem(item, include)) });
    })
    .get('/:id/items/:itemId', async (context) => {
      const include = readIncludeQuery(new URL(context.req.url).searchParams);
      const item = await conversations.item(context.req.param('id'), context.req.param('itemId'));
      return context.json(shownItem(item, include));
    })
    .delete('/:id/items/:itemId', async (context) => {
      const conversation = await conversations.removeItem(context.req.param('id'), context.req.param('itemId'));
      return context.json(conversationObject(conversation));
    });
}

function readItems(body: Fields, stamp: Stamp): Item[] | undefined {
  const items = body.objects('items');
  if (items && items.length > maxItemsAtOnce) {
    const message = `Invalid 'items': array too long. Expected an array with maximum length ${maxItemsAtOnce}.`;
    throw invalid(message, 'items', 'array_above_max_length');
  }
  return items?.map((item) => readItem(item, stamp));
}
