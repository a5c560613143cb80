import { NotFoundError, type OpenAI } from 'openai';
import type { SavedFile, SavedThread, Source } from './saved-thread.ts';

const page = { order: 'asc' as const, limit: 100 };
const include = ['step_details.tool_calls[*].file_search.results[*].content' as const];

/** Threads of a server that still has Assistants, by their ids: the API lists none. */
export function serverSource(client: OpenAI, threadIds: readonly string[]): Source {
  return {
    threadIds,
    thread: (id) => readThread(client, id),
    file: (fileId) => readFile(client, fileId),
  };
}

async function readThread(client: OpenAI, id: string): Promise<SavedThread> {
  const { threads } = client.beta;
  const { created_at, metadata, tool_resources } = await threads.retrieve(id);
  const runs = await all(threads.runs.list(id, page));
  const steps = await Promise.all(
    runs.map((run) => all(threads.runs.steps.list(run.id, { ...page, thread_id: id, include }))),
  );
  const searched: string[] = [];
  for (const storeId of tool_resources?.file_search?.vector_store_ids ?? []) {
    // A store may have gone before its thread; what is left of its files is told by the messages.
    const files = await all(client.vectorStores.files.list(storeId, page)).catch(orNothing);
    searched.push(...(files ?? []).map((file) => file.id));
  }
  return {
    id,
    createdAt: created_at,
    metadata: (metadata ?? {}) as Record<string, string>,
    messages: await all(threads.messages.list(id, page)),
    runs,
    steps: steps.flat(),
    fileIds: [...new Set([...(tool_resources?.code_interpreter?.file_ids ?? []), ...searched])],
  };
}

async function readFile(client: OpenAI, fileId: string): Promise<SavedFile | undefined> {
  const file = await client.files.retrieve(fileId).catch(orNothing);
  if (!file) return undefined;
  // OpenAI never gave uploads back; others may.
  const content = await client.files.content(fileId).then(
    (response) => response.blob(),
    () => undefined,
  );
  return { filename: file.filename, content };
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

function orNothing(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}
