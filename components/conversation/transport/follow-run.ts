import type { WireEvent } from '../../../protocol/index.ts';
import type { ConversationParts, Exchange } from '../messages/exchange.ts';
import type { FoundReply } from '../threads/history.ts';

/**
 * Reads a reply that is being written: on from where its message in the list ends, if the backend says where that is, else from
 * its beginning, in the place of that message.
 */
export async function followRun(
  parts: ConversationParts,
  exchange: Exchange,
  { run, events }: FoundReply,
): Promise<void> {
  const { transport, state, chatId } = parts;
  const message = run ? state.snapshot.messages.findLast(({ id }) => id === run.messageId) : undefined;
  const after = message ? (run?.lastEventId ?? undefined) : undefined;
  await exchange.perform({
    open: async ({ signal, onSent }) => {
      const id = chatId();
      onSent(id);
      if (events) return events;
      const options = { signal, ...(after === undefined ? {} : { after }) };
      return (await transport.resume?.(id, options).catch(noEvents)) ?? null;
    },
    ...(after === undefined ? { shown: message } : { continues: message, after }),
    tryAgain: async () => {
      await parts.reload({ follow: true });
    },
    keepsError: true,
  });
}

/** A line that breaks before the first event is one that breaks: what it would have told is asked for again. */
async function* noEvents(): AsyncGenerator<WireEvent> {}
