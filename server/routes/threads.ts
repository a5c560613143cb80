import { Hono } from 'hono';
import { parseThreadRequest } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import { readHistory } from '../history.ts';
import { readJson } from '../read-body.ts';
import type { Questions } from '../runs/questions.ts';
import type { ThreadDirectory } from '../thread-directory.ts';
import type { VisitEnv } from '../access/visit.ts';

const longestBody = 64 * 1024;

/** `/threads`: the caller's threads and their messages. */
export function threadRoutes(adapter: Adapter, directory: ThreadDirectory, questions: Questions): Hono<VisitEnv> {
  const { engine, runs, store } = adapter;

  return new Hono<VisitEnv>()
    .post('/', async (context) => {
      const { visit } = context.var;
      const request = parseThreadRequest((await readJson(context.req.raw, longestBody)) ?? {});
      const thread = await engine.createThread(request, visit.request);
      await directory.list(thread, visit);
      return context.json(directory.toWire(thread, visit), 201);
    })
    .get('/', async (context) => {
      const { visit } = context.var;
      const limit = limitOf(context.req.query('limit'));
      const cursor = context.req.query('after');
      const after = cursor === undefined ? {} : { after: await directory.require(cursor, visit) };
      // One more than asked for tells whether there is more.
      const entries = await store.listThreads(visit.ownerKey, { limit: limit + 1, ...after });
      const data = entries.slice(0, limit).map((entry) => directory.toWire(entry, visit));
      return context.json({ data, hasMore: entries.length > limit, after: data.at(-1)?.id ?? null });
    })
    .get('/:id', async (context) => {
      const { visit } = context.var;
      const threadId = await directory.require(context.req.param('id'), visit);
      return context.json(directory.toWire(await engine.readThread(threadId, visit.request), visit));
    })
    .patch('/:id', async (context) => {
      const { visit } = context.var;
      const threadId = await directory.require(context.req.param('id'), visit);
      const request = parseThreadRequest(await readJson(context.req.raw, longestBody));
      const before = await engine.readThread(threadId, visit.request);
      const thread = await engine.changeThread(before, request, visit.request);
      await directory.list(thread, visit);
      return context.json(directory.toWire(thread, visit));
    })
    .delete('/:id', async (context) => {
      const { visit } = context.var;
      const id = context.req.param('id');
      const threadId = await directory.require(id, visit);
      runs.get(threadId)?.stop();
      await runs.settled(threadId);
      await engine.deleteThread(await engine.readThread(threadId, visit.request), visit.request);
      await directory.forget(id, threadId, visit);
      return context.body(null, 204);
    })
    .get('/:id/messages', async (context) => {
      const { visit } = context.var;
      const threadId = await directory.require(context.req.param('id'), visit);
      const order = orderOf(context.req.query('order'));
      const after = context.req.query('after');
      const query = { limit: limitOf(context.req.query('limit')), order, ...(after === undefined ? {} : { after }) };
      return context.json(await readHistory(threadId, query, adapter, visit));
    })
    .delete('/:id/messages/:messageId', async (context) => {
      const { visit } = context.var;
      const threadId = await directory.require(context.req.param('id'), visit);
      const messageId = await questions.idOf(threadId, context.req.param('messageId'));
      await runs.settled(threadId);
      const active = runs.get(threadId);
      if (active) throw new AssistantError('run_active', active.id === undefined ? {} : { runId: active.id });
      const thread = await engine.readThread(threadId, visit.request);
      await engine.deleteMessages(thread, { messageId, keepQuestion: false }, visit.request);
      return context.body(null, 204);
    });
}

function limitOf(value: string | undefined): number {
  const limit = value === undefined ? 50 : Number(value);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new AssistantError('invalid_request', { message: '"limit" must be a positive number.' });
  }
  return Math.min(limit, 100);
}

/** From the oldest on unless asked otherwise. */
function orderOf(value = 'asc'): 'asc' | 'desc' {
  if (value === 'asc' || value === 'desc') return value;
  throw new AssistantError('invalid_request', { message: '"order" must be "asc" or "desc".' });
}
