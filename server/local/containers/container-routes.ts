import { Hono } from 'hono';
import { Fields, missing } from '../fields.ts';
import { fileDownload } from '../files/file-download.ts';
import type { FileLibrary } from '../files/file-library.ts';
import { readForm } from '../files/file-routes.ts';
import { pageOf, readPageQuery } from '../page.ts';
import { type ContainerLibrary, latestFiles, type NewContainerFile } from './container-library.ts';
import { containerFileObject, containerObject } from './container-objects.ts';
import { copyFiles } from './copy-files.ts';

/** `/v1/containers` and their files. */
export function containerRoutes(containers: ContainerLibrary, files: FileLibrary): Hono {
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      const idleMinutes = body.object('expires_after')?.integer('minutes', { minimum: 1, maximum: 20 });
      const memoryLimit = body.oneOf('memory_limit', ['1g', '4g', '16g', '64g']);
      const container = await containers.create({
        name: body.required('name'),
        ...(idleMinutes && { idleMinutes }),
        ...(memoryLimit && { memoryLimit }),
      });
      await copyFiles(containers, container.id, files, body.strings('file_ids') ?? []);
      return context.json(containerObject(container));
    })
    .get('/', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const name = query.get('name');
      const all = (await containers.list()).filter((container) => name === null || container.name === name);
      return context.json(pageOf(all.map(containerObject), readPageQuery(query)));
    })
    .get('/:id', async (context) => context.json(containerObject(await containers.get(context.req.param('id')))))
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await containers.remove(id);
      return context.json({ id, object: 'container.deleted', deleted: true });
    })
    .post('/:id/files', async (context) => {
      const { id } = await containers.use(context.req.param('id'));
      const file = await containers.addFile(id, await readNewFile(context.req.raw, files));
      return context.json(containerFileObject(id, file));
    })
    .get('/:id/files', async (context) => {
      const container = await containers.use(context.req.param('id'));
      const all = latestFiles(container).map((file) => containerFileObject(container.id, file));
      return context.json(pageOf(all, readPageQuery(new URL(context.req.url).searchParams)));
    })
    .get('/:id/files/:fileId', async (context) => {
      const { id, fileId } = context.req.param();
      return context.json(containerFileObject(id, await containers.file(id, fileId)));
    })
    .get('/:id/files/:fileId/content', async (context) => {
      const { id, fileId } = context.req.param();
      const file = await containers.file(id, fileId);
      return fileDownload(file.name, await containers.content(file));
    })
    .delete('/:id/files/:fileId', async (context) => {
      const { id, fileId } = context.req.param();
      await containers.removeFile(id, fileId);
      return context.json({ id: fileId, object: 'container.file.deleted', deleted: true });
    });
}

/** Raw bytes in a form, or the id of an uploaded file. */
async function readNewFile(request: Request, files: FileLibrary): Promise<NewContainerFile> {
  if (request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    const form = await readForm(request);
    const file = form.get('file');
    if (file instanceof File) {
      return { name: file.name, content: new Uint8Array(await file.arrayBuffer()), source: 'user' };
    }
    // Clients put the id into a form as well.
    return copyOf(form.get('file_id'), files);
  }
  return copyOf((await Fields.of(request)).required('file_id'), files);
}

async function copyOf(id: unknown, files: FileLibrary): Promise<NewContainerFile> {
  if (typeof id !== 'string') throw missing('file');
  const file = await files.get(id);
  return { name: file.filename, content: await files.content(file), source: 'user', copyOf: id };
}
