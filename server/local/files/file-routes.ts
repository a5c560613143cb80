import { Hono } from 'hono';
import { invalid, ApiError } from '../api-error.ts';
import { missing } from '../fields.ts';
import { pageOf, readPageQuery } from '../page.ts';
import type { VectorStoreLibrary } from '../vector-stores/vector-store-library.ts';
import { fileDownload } from './file-download.ts';
import { fileObject, longestLifetime, purposes, shortestLifetime, type FileLibrary } from './file-library.ts';

/** OpenAI takes 512 MB a file; here every byte passes through memory. */
const maxFileBytes = 128 * 1024 * 1024;

/** `/v1/files`. Unlike OpenAI this service gives uploaded bytes back. */
export function fileRoutes(files: FileLibrary, vectorStores: VectorStoreLibrary): Hono {
  return new Hono()
    .post('/', async (context) => {
      const form = await readForm(context.req.raw);
      const file = form.get('file');
      const purpose = form.get('purpose');
      if (!(file instanceof File)) throw missing('file');
      if (typeof purpose !== 'string') throw missing('purpose');
      if (!(purposes as readonly string[]).includes(purpose)) {
        throw invalid(`'${purpose}' is not one of ['${purposes.join("', '")}'] - 'purpose'`, 'purpose');
      }
      const lifetime = form.get('expires_after[seconds]');
      const stored = await files.add({
        filename: file.name,
        content: new Uint8Array(await file.arrayBuffer()),
        purpose: purpose as 'user_data',
        ...(typeof lifetime === 'string' && { lifetime: readLifetime(lifetime) }),
      });
      return context.json(fileObject(stored));
    })
    .get('/', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const purpose = query.get('purpose');
      const all = (await files.list()).filter((file) => !purpose || file.purpose === purpose);
      return context.json(pageOf(all.map(fileObject), readPageQuery(query, { limit: 10_000, maximum: 10_000 })));
    })
    .get('/:id', async (context) => context.json(fileObject(await files.get(context.req.param('id')))))
    .get('/:id/content', async (context) => {
      const file = await files.get(context.req.param('id'));
      return fileDownload(file.filename, await files.content(file));
    })
    .delete('/:id', async (context) => {
      const { id } = await files.get(context.req.param('id'));
      await vectorStores.forgetFile(id);
      await files.remove(id);
      return context.json({ id, object: 'file', deleted: true });
    });
}

/** @throws {ApiError} 400 where the body is no form, 413 where it is too large */
export async function readForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get('content-length') ?? 0) > maxFileBytes) {
    throw new ApiError(413, `A file may have at most ${maxFileBytes / 1024 / 1024} MiB here.`, { param: 'file' });
  }
  try {
    return await request.formData();
  } catch {
    throw new ApiError(400, 'We could not parse the multipart body of your request.');
  }
}

function readLifetime(value: string): number {
  const seconds = Number(value);
  if (Number.isInteger(seconds) && seconds >= shortestLifetime && seconds <= longestLifetime) return seconds;
  throw invalid(`A file can expire after ${shortestLifetime} to ${longestLifetime} seconds.`, 'expires_after.seconds');
}
