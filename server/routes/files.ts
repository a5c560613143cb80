import { Hono } from 'hono';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import type { FileRecord } from '../engine.ts';
import { toFileRef } from '../files/file-ref.ts';
import { fileResponse } from '../files/file-response.ts';
import { largestWhole } from '../limits.ts';
import { checkFile, fileOf } from '../files/message-files.ts';
import type { Place } from '../access/names.ts';
import { readUpload } from '../read-body.ts';
import type { ThreadDirectory } from '../thread-directory.ts';
import type { Visit, VisitEnv } from '../access/visit.ts';

/** `/files`: what people upload and what assistants write. */
export function fileRoutes(adapter: Adapter, directory: ThreadDirectory): Hono<VisitEnv> {
  const { engine, files, limits, quotas } = adapter;
  // What can come in parts has to: a form is held in memory while it is read.
  const largest = engine.parts ? Math.min(limits.maxFileBytes, largestWhole) : limits.maxFileBytes;

  return (
    new Hono<VisitEnv>()
      .post('/', async (context) => {
        const { visit } = context.var;
        await quotas.countFile(visit);
        const { file, threadId: id } = await readUpload(context.req.raw, largest);
        checkFile(file, limits);
        const threadId = id === undefined ? undefined : await directory.require(id, visit);
        const thread = threadId === undefined ? undefined : await engine.readThread(threadId, visit.request);
        const record = await engine.uploadFile(file, thread, visit.request);
        await files.put(record.place.id, file);
        return context.json(toFileRef(record, visit), 201);
      })
      .get('/:id', async (context) => {
        const { visit } = context.var;
        const place = placeOf(context.req.param('id'), visit);
        return context.json(toFileRef(await describe(place, visit), visit));
      })
      // Where an address may have expired, this leads on from it; images and downloads follow by themselves.
      .get('/:id/:bytes{content|text}', async (context, next) => {
        if (context.req.query('renew') === undefined) return next();
        const { visit } = context.var;
        const { id, parent } = placeOf(context.req.param('id'), visit);
        const link = visit.names.fileLink(visit.names.file(id, parent));
        return context.redirect(`../${link}/${context.req.param('bytes')}`);
      })
      .get('/:id/content', async (context) => {
        const { visit } = context.var;
        const place = openPlace(context.req.param('id'), visit);
        return fileResponse(await fileOf(place, adapter, visit.request), place.id, context.req.raw);
      })
      .get('/:id/text', async (context) => {
        const { visit } = context.var;
        const place = openPlace(context.req.param('id'), visit);
        return context.text(await textOf(place, visit), 200, {
          'cache-control': 'private',
          'x-content-type-options': 'nosniff',
        });
      })
      .delete('/:id', async (context) => {
        const { visit } = context.var;
        const place = placeOf(context.req.param('id'), visit);
        await engine.deleteFile(place, visit.request);
        await files.delete(place.id);
        return context.body(null, 204);
      })
  );

  /** The engine knows how far it is with the file; the copy knows what it was called and how large it is. */
  async function describe(place: Place, visit: Visit): Promise<FileRecord> {
    const copy = await files.get(place.id);
    if (!copy) return engine.readFile(place, visit.request);
    const { name: filename, type: mediaType, size: bytes } = copy;
    const known = { place, filename, mediaType, bytes };
    try {
      return { ...(await engine.readFile(place, visit.request)), ...known };
    } catch (error) {
      // Gone from where it was made, but not from here.
      if (error instanceof AssistantError && error.code === 'file_gone') return { ...known, status: 'ready' };
      throw error;
    }
  }

  async function textOf(place: Place, visit: Visit): Promise<string> {
    try {
      return await engine.fileText(place, visit.request);
    } catch (error) {
      const copy = await files.get(place.id);
      if (!copy || !/^text\/|json$|xml$/.test(copy.type)) throw error;
      return (await copy.text()).replaceAll('\r\n', '\n');
    }
  }
}

/** The file that a handle names; a link does so also when its time is over. */
function placeOf(handle: string, { names }: Visit): Place {
  const place = names.openFile(handle) ?? names.openLink(handle)?.place;
  if (!place) throw new AssistantError('not_found');
  return place;
}

/** The same where the bytes are asked for. @throws {AssistantError} `link_expired` for its owner, `not_found` for others */
function openPlace(handle: string, visit: Visit): Place {
  if (visit.names.openLink(handle)?.isOver) throw new AssistantError('link_expired');
  return placeOf(handle, visit);
}
