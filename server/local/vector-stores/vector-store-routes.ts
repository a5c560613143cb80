import { Hono } from 'hono';
import { Fields } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { pageOf, readPageQuery } from '../page.ts';
import { readQuestion } from '../search/question.ts';
import { readChunking } from './read-file-options.ts';
import { readSearchOptions } from './read-search-options.ts';
import { searchFiles } from './search-files.ts';
import type { VectorStoreLibrary } from './vector-store-library.ts';
import { vectorStoreObject } from './vector-store-objects.ts';

/** `/v1/vector_stores`: the stores themselves and their search. */
export function vectorStoreRoutes(stores: VectorStoreLibrary): Hono {
  const object = (store: Awaited<ReturnType<typeof stores.get>>) => vectorStoreObject(store, stores.isExpired(store));
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      const idleDays = readIdleDays(body);
      const chunking = readChunking(body);
      const { id } = await stores.create({
        name: body.string('name') ?? '',
        description: body.string('description') ?? null,
        metadata: readMetadata(body) ?? {},
        ...(idleDays && { idleDays }),
      });
      for (const fileId of body.strings('file_ids') ?? []) await stores.addFile(id, fileId, chunking, {});
      return context.json(object(await stores.get(id)));
    })
    .get('/', async (context) => {
      const all = (await stores.list()).map(object);
      return context.json(pageOf(all, readPageQuery(new URL(context.req.url).searchParams)));
    })
    .get('/:id', async (context) => context.json(object(await stores.get(context.req.param('id')))))
    .post('/:id', async (context) => {
      const body = await Fields.of(context.req.raw);
      const idleDays = readIdleDays(body);
      const metadata = readMetadata(body);
      const name = body.string('name');
      const changed = await stores.change(context.req.param('id'), (store) => ({
        ...store,
        ...(name !== undefined && { name }),
        ...(metadata && { metadata }),
        ...(idleDays && { idleDays }),
      }));
      return context.json(object(changed));
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await stores.remove(id);
      return context.json({ id, object: 'vector_store.deleted', deleted: true });
    })
    .post('/:id/search', async (context) => {
      const body = await Fields.of(context.req.raw);
      const queries = Array.isArray(body.raw('query')) ? (body.strings('query') ?? []) : [body.required('query')];
      const files = await stores.searchable([context.req.param('id')]);
      const { results } = searchFiles(files, readQuestion(queries.join(' ')), readSearchOptions(body, 10));
      return context.json({
        object: 'vector_store.search_results.page',
        search_query: queries,
        data: results.map(({ fileId, filename, score, attributes, text }) => ({
          file_id: fileId,
          filename,
          score,
          attributes,
          content: [{ type: 'text', text }],
        })),
        has_more: false,
        next_page: null,
      });
    });
}

function readIdleDays(body: Fields): number | undefined {
  return body.object('expires_after')?.integer('days', { minimum: 1, maximum: 365 });
}
