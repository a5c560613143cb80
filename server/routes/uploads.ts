import { Hono } from 'hono';
import { parseUploadRequest } from '../../protocol/index.ts';
import { toFileRef } from '../files/file-ref.ts';
import { readJson } from '../read-body.ts';
import type { UploadSessions } from '../files/upload-sessions.ts';
import type { VisitEnv } from '../access/visit.ts';

const longestBody = 16 * 1024;

/** `/uploads`: files that come in parts. */
export function uploadRoutes(sessions: UploadSessions): Hono<VisitEnv> {
  return new Hono<VisitEnv>()
    .post('/', async (context) => {
      const request = parseUploadRequest(await readJson(context.req.raw, longestBody));
      return context.json(await sessions.begin(request, context.var.visit), 201);
    })
    .get('/:id', async (context) => context.json(await sessions.describe(context.req.param('id'), context.var.visit)))
    .put('/:id/parts/:number', async (context) => {
      const { id, number } = context.req.param();
      await sessions.addPart(id, Number(number), context.req.raw, context.var.visit);
      return context.body(null, 204);
    })
    .post('/:id/complete', async (context) => {
      const { visit } = context.var;
      return context.json(toFileRef(await sessions.complete(context.req.param('id'), visit), visit), 201);
    })
    .delete('/:id', async (context) => {
      await sessions.cancel(context.req.param('id'), context.var.visit);
      return context.body(null, 204);
    });
}
