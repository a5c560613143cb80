import type { TurnFacts } from '../../engine.ts';
import { asMessage } from './conversation-item.ts';
import type { ItemKeeper } from './item-keeper.ts';
import type { KeepContext, ResponsesThread } from './thread-keeper.ts';

/**
 * The newest question of the thread, if it belongs to that turn. The turn is noted while its question is added, so whoever died
 * meanwhile may have done either alone: the words tell too.
 */
export async function findTurn(
  items: ItemKeeper,
  { id, facts }: ResponsesThread,
  { turn, text }: TurnFacts,
  context: KeepContext,
): Promise<string | undefined> {
  if (facts.turn !== turn) return undefined;
  for await (const item of items.list(id, { order: 'desc' }, context)) {
    const message = asMessage(item);
    if (message?.role !== 'user') continue;
    const says = (content: { text?: string }): boolean => content.text === text;
    return text === '' || message.content.some(says) ? message.id : undefined;
  }
  return undefined;
}
