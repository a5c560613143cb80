import { Hono } from 'hono';
import { Fields } from '../fields.ts';
import { type Page, pageOf, readPageQuery } from '../page.ts';
import { readAttributes, readChunking } from './read-file-options.ts';
import type { IndexedFile, VectorStoreLibrary } from './vector-store-library.ts';
import { vectorStoreFileObject } from './vector-store-objects.ts';

/** `/v1/vector_stores/:id/files`. */
export function vectorStoreFileRoutes(stores: VectorStoreLibrary): Hono {
  return new Hono()
    .post('/:id/files', async (context) => {
      const id = context.req.param('id');
      await stores.get(id);
      const body = await Fields.of(context.req.raw);
      const file = await stores.addFile(id, body.required('file_id'), readChunking(body), readAttributes(body));
      return context.json(vectorStoreFileObject(id, file));
    })
    .get('/:id/files', async (context) => {
      const { id, files } = await stores.get(context.req.param('id'));
      return context.json(pageOfFiles(id, files, new URL(context.req.url).searchParams));
    })
    .get('/:id/files/:fileId', async (context) => {
      const { id, fileId } = context.req.param();
      return context.json(vectorStoreFileObject(id, await stores.file(id, fileId)));
    })
    .post('/:id/files/:fileId', async (context) => {
      const { id, fileId } = context.req.param();
      const attributes = readAttributes(await Fields.of(context.req.raw));
      return context.json(vectorStoreFileObject(id, await stores.setAttributes(id, fileId, attributes)));
    })
    .delete('/:id/files/:fileId', async (context) => {
      const { id, fileId } = context.req.param();
      await stores.removeFile(id, fileId);
      return context.json({ id: fileId, object: 'vector_store.file.deleted', deleted: true });
    })
    .get('/:id/files/:fileId/content', async (context) => {
      const { id, fileId } = context.req.param();
      // The whole text in one part: offsets of passages count from its start.
      const data = [{ type: 'text', text: await stores.text(id, fileId) }];
      return context.json({ object: 'vector_store.file_content.page', data, has_more: false, next_page: null });
    });
}

/** Files of a store, those in one state where the query says so. */
export function pageOfFiles(
  storeId: string,
  files: readonly IndexedFile[],
  query: URLSearchParams,
): Page<ReturnType<typeof vectorStoreFileObject>> {
  const state = query.get('filter');
  const all = files.map((file) => vectorStoreFileObject(storeId, file));
  return pageOf(
    all.filter(({ status }) => state === null || status === state),
    readPageQuery(query),
  );
}
