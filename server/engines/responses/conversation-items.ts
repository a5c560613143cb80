import type OpenAI from 'openai';
import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseIncludable, ResponseInputItem } from 'openai/resources/responses/responses';
import { pause } from '../upstream/pause.ts';
import type { UpstreamItem } from './map/item-mapper.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { AnswerItem } from '../parts/tool-output.ts';
import type { ConversationMessage } from './question-items.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

export type { ConversationItem };

/** The items of a conversation, asked for in pages as they are needed. */
export class ConversationItems {
  readonly #client: OpenAI;
  readonly #include: ResponseIncludable[];

  constructor(client: OpenAI, include: ResponseIncludable[]) {
    this.#client = client;
    this.#include = include;
  }

  async *list(
    threadId: string,
    { order, after, signal }: { order: 'asc' | 'desc'; after?: string; signal: AbortSignal },
  ): AsyncGenerator<ConversationItem, void, void> {
    const query = { order, limit: 100, include: this.#include, ...(after === undefined ? {} : { after }) };
    try {
      yield* this.#client.conversations.items.list(threadId, query, { signal });
    } catch (error) {
      rejectUpstream(error);
    }
  }

  /** What came after that item, the oldest first. */
  async after(threadId: string, itemId: string, signal: AbortSignal): Promise<ConversationItem[]> {
    const items: ConversationItem[] = [];
    for await (const item of this.list(threadId, { order: 'desc', signal })) {
      if (item.id === itemId) break;
      items.unshift(item);
    }
    return items;
  }

  /** Adds items; returns them with their ids. A conversation that a run has just let go of may be locked for a moment more. */
  async add(threadId: string, items: ResponseInputItem[], signal: AbortSignal): Promise<ConversationItem[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        // Without an idempotency key the client's own retries could add them twice.
        const created = await this.#client.conversations.items.create(threadId, { items }, { signal, maxRetries: 0 });
        return created.data;
      } catch (error) {
        const cause = fromUpstream(error);
        if (cause.code !== 'run_active' || attempt === 5) throw cause;
        await pause(200 * attempt, signal);
      }
    }
  }

  /** Removes items; those that are gone already are no error. */
  async remove(threadId: string, itemIds: readonly string[], signal: AbortSignal): Promise<void> {
    for (const itemId of itemIds) {
      await this.#client.conversations.items
        .delete(itemId, { conversation_id: threadId }, { signal })
        .catch((error) => {
          if (fromUpstream(error).code !== 'not_found') rejectUpstream(error);
        });
    }
  }
}

/** The item as a message with a role, or undefined for all other kinds. */
export function asMessage(item: ConversationItem): ConversationMessage | undefined {
  return item.type === 'message' ? (item as ConversationMessage) : undefined;
}

/** The item as one of a response's output. What conversations add to these kinds the mapper passes over. */
export function asOutput(item: ConversationItem): UpstreamItem {
  return item as UpstreamItem;
}

export function asAnswer(item: ConversationItem): AnswerItem | undefined {
  return item.type === 'function_call_output' || item.type === 'mcp_approval_response' ? item : undefined;
}

/** What the model has asked in these items and nobody has answered in them. */
export function openQuestions(
  items: readonly ConversationItem[],
  questionOf: (call: FunctionQuestion) => Question,
): Question[] {
  const answered = new Set(
    items.map((item) =>
      item.type === 'function_call_output'
        ? item.call_id
        : item.type === 'mcp_approval_response'
          ? item.approval_request_id
          : undefined,
    ),
  );
  return items.flatMap((item): Question[] => {
    if (item.type === 'function_call' && !answered.has(item.call_id)) {
      const { call_id: callId, name, arguments: given } = item;
      return [questionOf({ kind: 'function', callId, name, arguments: given })];
    }
    if (item.type === 'mcp_approval_request' && !answered.has(item.id))
      return [{ kind: 'approval', approvalId: item.id }];
    return [];
  });
}
