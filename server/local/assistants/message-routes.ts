import { Hono } from 'hono';
import { Fields } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { pageOf, readPageQuery } from '../page.ts';
import { readMessage } from './read-message.ts';
import { none } from './thread-library.ts';
import type { ThreadParts } from './thread-routes.ts';

/** `/v1/threads/:threadId/messages`. */
export function messageRoutes({ threads, messages, runs }: ThreadParts): Hono {
  return new Hono()
    .post('/:threadId/messages', async (context) => {
      const threadId = context.req.param('threadId');
      const message = readMessage(await Fields.of(context.req.raw));
      await runs.checkFree(threadId);
      return context.json(await messages.add(threadId, message));
    })
    .get('/:threadId/messages', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const runId = query.get('run_id');
      const all = await (await threads.messages(context.req.param('threadId'))).list();
      const wanted = runId === null ? all : all.filter(({ run_id }) => run_id === runId);
      return context.json(pageOf(wanted, readPageQuery(query)));
    })
    .get('/:threadId/messages/:id', async (context) => {
      const { threadId, id } = context.req.param();
      return context.json(await threads.message(threadId, id));
    })
    .post('/:threadId/messages/:id', async (context) => {
      const { threadId, id } = context.req.param();
      const metadata = readMetadata(await Fields.of(context.req.raw));
      await threads.message(threadId, id);
      const changed = await (
        await threads.messages(threadId)
      ).update(id, (message) => ({ ...message, ...(metadata && { metadata }) }));
      return context.json(changed);
    })
    .delete('/:threadId/messages/:id', async (context) => {
      const { threadId, id } = context.req.param();
      if (!(await (await threads.messages(threadId)).delete(id))) throw none('message', id);
      return context.json({ id, object: 'thread.message.deleted', deleted: true });
    });
}
