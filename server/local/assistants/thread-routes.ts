import { Hono } from 'hono';
import { CancelledError } from '../answering/endings.ts';
import { Fields } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { readMessage } from './read-message.ts';
import type { MessageLibrary } from './message-library.ts';
import type { RunLibrary } from './run-library.ts';
import type { ThreadLibrary } from './thread-library.ts';
import type { ToolResourceReader } from './tool-resources.ts';

export interface ThreadParts {
  threads: ThreadLibrary;
  messages: MessageLibrary;
  runs: RunLibrary;
  resources: ToolResourceReader;
}

/** `/v1/threads`: the threads themselves. */
export function threadRoutes(parts: ThreadParts): Hono {
  const { threads, runs, resources } = parts;
  return new Hono()
    .post('/', async (context) =>
      context.json(await threads.get(await makeThread(await Fields.of(context.req.raw), parts))),
    )
    .get('/:id', async (context) => context.json(await threads.get(context.req.param('id'))))
    .post('/:id', async (context) => {
      const id = context.req.param('id');
      const body = await Fields.of(context.req.raw);
      const metadata = readMetadata(body);
      const given = await resources.read(body);
      const tool_resources = given && { ...(await threads.get(id)).tool_resources, ...given };
      return context.json(
        await threads.change(id, { ...(metadata && { metadata }), ...(tool_resources && { tool_resources }) }),
      );
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await threads.get(id);
      await runs.stop(id, new CancelledError());
      await threads.remove(id);
      return context.json({ id, object: 'thread.deleted', deleted: true });
    });
}

/** Makes the thread that a request describes, and gives back its id. */
export async function makeThread(body: Fields, { threads, messages, resources }: ThreadParts): Promise<string> {
  const first = body.objects('messages')?.map(readMessage) ?? [];
  const { id } = await threads.create(readMetadata(body) ?? {}, (await resources.read(body)) ?? {});
  for (const message of first) await messages.add(id, message);
  return id;
}
