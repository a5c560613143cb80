import { applyChunk, type ActiveRun, type Chunk, type MessagePage, type UIMessage } from '../protocol/index.ts';
import type { Adapter } from './adapter.ts';
import type { KeptMessage, MessageQuery } from './engine.ts';
import { findOutputFile } from './runs/fetch-output-file.ts';
import { liveMessage } from './runs/live-message.ts';
import { withOutputFiles } from './runs/output-files.ts';
import type { Visit } from './access/visit.ts';

/** A page of a thread's messages as the stream would have left them, with the one that is being written at its newest end. */
export async function readHistory(
  threadId: string,
  query: MessageQuery,
  adapter: Adapter,
  visit: Visit,
): Promise<MessagePage> {
  const { engine, runs, store } = adapter;
  await runs.settled(threadId);
  const held = runs.get(threadId);
  const thread = await engine.readThread(threadId, visit.request);
  const page = await engine.listMessages(thread, query, visit.request);
  const data = await Promise.all(page.data.map((kept) => toMessage(kept, adapter, visit)));

  const live = held && (await liveMessage(held, store.log));
  if (!live) return { ...page, data, activeRun: activeRunOf(thread.activeRun, threadId, visit) };
  const holdsNewest = query.order === 'asc' ? !page.hasMore : query.after === undefined;
  return { ...page, data: holdsNewest ? withLive(data, live.message, query.order) : data, activeRun: live.activeRun };
}

async function toMessage({ message, chunks }: KeptMessage, adapter: Adapter, visit: Visit): Promise<UIMessage> {
  const told = withOutputFiles(asyncOf(chunks), (file) => findOutputFile(file, adapter, visit));
  let grown = message;
  for await (const chunk of told) grown = applyChunk(grown, chunk);
  return grown;
}

/** The conversation may hold the beginning of it already. */
function withLive(messages: UIMessage[], live: UIMessage, order: MessageQuery['order']): UIMessage[] {
  const others = messages.filter(({ id }) => id !== live.id);
  return order === 'asc' ? [...others, live] : [live, ...others];
}

function activeRunOf(
  run: { id: string; status: ActiveRun['status']; messageId: string } | null,
  threadId: string,
  visit: Visit,
): ActiveRun | null {
  return run && { ...run, id: visit.names.run(run.id, threadId), lastEventId: null };
}

async function* asyncOf(chunks: readonly Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
}
