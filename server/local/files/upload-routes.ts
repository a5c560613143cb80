import { Hono } from 'hono';
import { Fields, missing } from '../fields.ts';
import { readPart } from './read-part.ts';
import { longestLifetime, purposes, shortestLifetime } from './file-library.ts';
import { partObject, type UploadLibrary, uploadObject } from './upload-library.ts';

const mebibyte = 1024 * 1024;
/** OpenAI takes 8 GB in parts of 64 MB, but files of no more than 512 MB. */
const maxBytes = 512 * mebibyte;
const maxPartBytes = 64 * mebibyte;

/** `/v1/uploads`: files that come in parts. */
export function uploadRoutes(uploads: UploadLibrary): Hono {
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      const filename = body.required('filename');
      body.required('mime_type');
      body.required('purpose');
      const purpose = body.oneOf('purpose', purposes) ?? 'user_data';
      const bytes = body.integer('bytes', { minimum: 1, maximum: maxBytes });
      if (bytes === undefined) throw missing('bytes');
      const lifetime = body
        .object('expires_after')
        ?.integer('seconds', { minimum: shortestLifetime, maximum: longestLifetime });
      const upload = await uploads.create(
        { filename, purpose: purpose as 'user_data', ...(lifetime && { lifetime }) },
        bytes,
      );
      return context.json(uploadObject(upload));
    })
    .post('/:id/parts', async (context) => {
      const id = context.req.param('id');
      const part = await uploads.addPart(id, await readPart(context.req.raw, maxPartBytes));
      return context.json(partObject(part, id));
    })
    .post('/:id/complete', async (context) => {
      const body = await Fields.of(context.req.raw);
      const partIds = body.strings('part_ids');
      if (!partIds) throw missing('part_ids');
      const [upload, file] = await uploads.complete(context.req.param('id'), partIds, body.string('md5'));
      return context.json(uploadObject(upload, file));
    })
    .post('/:id/cancel', async (context) => context.json(uploadObject(await uploads.cancel(context.req.param('id')))));
}
