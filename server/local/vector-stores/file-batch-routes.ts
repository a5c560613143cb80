import { Hono } from 'hono';
import type { VectorStoreFileBatch } from 'openai/resources/vector-stores/file-batches';
import { notFound } from '../api-error.ts';
import { Fields, missing } from '../fields.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import { readAttributes, readChunking } from './read-file-options.ts';
import type { IndexedFile, VectorStoreLibrary } from './vector-store-library.ts';
import { pageOfFiles } from './vector-store-file-routes.ts';
import { countFiles } from './vector-store-objects.ts';

interface StoredBatch {
  id: string;
  storeId: string;
  createdAt: number;
  fileIds: string[];
}

/** `/v1/vector_stores/:id/file_batches`. A batch is done when it is created, so there is nothing to cancel. */
export function fileBatchRoutes(stores: VectorStoreLibrary, store: Store, stamp: Stamp): Hono {
  const batches: Collection<StoredBatch> = store.collection('file-batches');

  async function find(storeId: string, batchId: string): Promise<{ batch: StoredBatch; files: IndexedFile[] }> {
    const { files } = await stores.get(storeId);
    const batch = await batches.get(batchId);
    if (batch?.storeId !== storeId) throw notFound('File batch', batchId);
    return { batch, files: files.filter(({ id }) => batch.fileIds.includes(id)) };
  }

  return new Hono()
    .post('/:id/file_batches', async (context) => {
      const storeId = context.req.param('id');
      await stores.get(storeId);
      const body = await Fields.of(context.req.raw);
      const wanted = body.objects('files') ?? body.strings('file_ids')?.map((id) => new Fields({ file_id: id }));
      if (!wanted) throw missing('file_ids');
      for (const each of wanted) {
        const options = body.has('files') ? each : body;
        await stores.addFile(storeId, each.required('file_id'), readChunking(options), readAttributes(options));
      }
      const fileIds = wanted.map((each) => each.required('file_id'));
      const id = stamp.id('vsfb_');
      await batches.put({ id, storeId, createdAt: stamp.seconds(), fileIds });
      return context.json(await show(storeId, id));
    })
    .get('/:id/file_batches/:batchId', async (context) => {
      return context.json(await show(context.req.param('id'), context.req.param('batchId')));
    })
    .post('/:id/file_batches/:batchId/cancel', async (context) => {
      return context.json(await show(context.req.param('id'), context.req.param('batchId')));
    })
    .get('/:id/file_batches/:batchId/files', async (context) => {
      const { id, batchId } = context.req.param();
      const { files } = await find(id, batchId);
      return context.json(pageOfFiles(id, files, new URL(context.req.url).searchParams));
    });

  async function show(storeId: string, batchId: string): Promise<VectorStoreFileBatch> {
    const { batch, files } = await find(storeId, batchId);
    return {
      id: batch.id,
      object: 'vector_store.files_batch',
      created_at: batch.createdAt,
      vector_store_id: storeId,
      status: 'completed',
      file_counts: countFiles(files),
    };
  }
}
