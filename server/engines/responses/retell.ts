import type { Chunk } from '../../../protocol/index.ts';
import type { RunContext } from '../../engine.ts';
import { runIdOf } from '../ids/run-id.ts';
import { asMessage, type ConversationItem } from './conversation-item.ts';
import { itemsAfter, type ItemKeeper } from './item-keeper.ts';
import type { MessageMapper } from './map/message-mapper.ts';
import { replyChunks } from './messages.ts';
import { tellsFailure } from './reply-note.ts';
import type { ResponsesThread } from './thread-keeper.ts';

interface RetellOptions {
  thread: ResponsesThread;
  questionId: string;
  context: RunContext;
  mapper: MessageMapper;
}

/** What the thread keeps of the answer to a question, as the run would have told it that nobody has heard; undefined where it is not whole. */
export async function retell(items: ItemKeeper, options: RetellOptions): Promise<Iterable<Chunk> | undefined> {
  const { thread, questionId, context } = options;
  const answer = await itemsAfter(items, thread.id, questionId, context);
  return isWhole(answer) ? retold(answer, options) : undefined;
}

/** True where a question has been answered to the end. */
function isWhole(items: readonly ConversationItem[]): boolean {
  return items.some((item) => asMessage(item)?.role === 'assistant') && !items.some(tellsFailure);
}

function* retold(
  items: readonly ConversationItem[],
  { thread, questionId, context, mapper }: RetellOptions,
): Generator<Chunk> {
  const { run } = thread.facts;
  // The run's own name where it is known: its page may have heard of it.
  const id = context.names.run(runIdOf(run?.questionId === questionId ? run.first : questionId), thread.id);
  yield* mapper.goOn(id);
  yield { type: 'message-metadata', messageMetadata: { run: { id, status: 'completed' } } };
  // A note on it, which stands at its end, says better how it ended.
  yield* replyChunks(items, mapper);
  yield { type: 'finish' };
}
