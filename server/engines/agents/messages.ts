import type { AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { SessionArtifact } from 'openai/resources/beta/agents/sessions/artifacts';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { Page } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, KeptMessage, MessageQuery } from '../../engine.ts';
import { replyId } from '../ids/reply-id.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { Artifacts } from './artifacts.ts';
import { TurnMapper } from './map/turn-mapper.ts';
import { questionMessage } from './question-content.ts';
import type { Services } from './services.ts';
import type { AgentsThread } from './sessions.ts';

type Context = Pick<EngineContext, 'names' | 'signal'> & { services: Services; thread: AgentsThread };
type Message = Extract<AgentSessionItem, { type: 'message' }>;

/** The newest message of a page, and an item to go on behind. */
interface Cursor {
  kind: 'question' | 'reply';
  turnId: string;
  /** Empty before the first one. */
  itemId: string;
}

/** A message of the user, or what an agent did in the same turn, oldest first. */
type Group = Omit<Cursor, 'itemId'> & { itemId: string | null } & (
    | { kind: 'question'; question: Message }
    | { kind: 'reply'; items: AgentSessionItem[] }
  );
type Reply = Extract<Group, { kind: 'reply' }>;

/** A page of a thread's messages, out of the session's items, its turns and what they have published. */
export async function listMessages(
  { limit, after, order }: MessageQuery,
  context: Context,
): Promise<Page<KeptMessage>> {
  const { services, thread, signal } = context;
  const { sessions } = services.client.beta.agents;
  const from = after === undefined ? undefined : readCursor(after);
  const query = { order, limit: 100, ...(from?.itemId ? { after: from.itemId } : {}) };
  const turns = new TurnFinder(sessions.turns.list(thread.id, { order, limit: 100 }, { signal }));
  let artifacts: Promise<Map<string, SessionArtifact[]>> | undefined;
  const data: KeptMessage[] = [];
  let last: string | null = null;
  try {
    for await (const group of groups(sessions.items.list(thread.id, query, { signal }), order, from)) {
      if (thread.facts.retried.includes(group.turnId)) continue;
      if (data.length >= limit && last !== null) return { data, hasMore: true, after: last };
      last = cursorOf(group);
      if (group.kind === 'question') {
        data.push(keptQuestion(group.turnId, group.question, context));
        continue;
      }
      artifacts ??= new Artifacts(services.client).byTurn(thread.id, signal);
      const written = (await artifacts).get(group.turnId) ?? [];
      data.push(keptReply(group, await turns.find(group.turnId), written, context));
    }
  } catch (error) {
    rejectUpstream(error);
  }
  return { data, hasMore: false, after: last };
}

/**
 * The items of a session as they belong together. Every question has a reply, for a turn may fail before its agent has done
 * anything.
 */
async function* groups(
  items: AsyncIterable<AgentSessionItem>,
  order: MessageQuery['order'],
  from: Cursor | undefined,
): AsyncGenerator<Group, void, void> {
  let reply: Reply | undefined = order === 'asc' && from?.kind === 'question' ? emptyReply(from) : undefined;
  let isReplyTold = from?.kind === 'reply';
  let previous: string | null = from?.itemId ?? '';
  for await (const item of items) {
    const { id: itemId, turn_id: turnId } = item;
    if (reply && reply.turnId !== turnId) {
      yield reply;
      reply = undefined;
    }
    if (item.type === 'message' && item.role === 'user') {
      if (order === 'desc' && !isReplyTold) yield reply ?? emptyReply({ turnId, itemId: previous });
      yield { kind: 'question', turnId, itemId, question: item };
      reply = order === 'asc' ? emptyReply({ turnId, itemId }) : undefined;
    } else {
      reply ??= emptyReply({ turnId, itemId });
      reply.itemId = itemId ?? reply.itemId;
      if (order === 'asc') reply.items.push(item);
      else reply.items.unshift(item);
    }
    isReplyTold = false;
    previous = itemId;
  }
  if (reply) yield reply;
}

function emptyReply({ turnId, itemId }: Pick<Group, 'turnId' | 'itemId'>): Reply {
  return { kind: 'reply', turnId, itemId, items: [] };
}

/** Null behind a message of former times, which has no id. */
function cursorOf({ kind, turnId, itemId }: Group): string | null {
  return itemId === null ? null : [kind, turnId, itemId].join('.');
}

function readCursor(text: string): Cursor {
  const [kind, turnId, itemId] = text.split('.');
  if ((kind !== 'question' && kind !== 'reply') || !turnId || itemId === undefined) {
    throw new AssistantError('not_found');
  }
  return { kind, turnId, itemId };
}

function keptQuestion(turnId: string, question: Message, { names, thread }: Context): KeptMessage {
  return { message: questionMessage(turnId, question, thread.facts.fileIds, names, thread.id), chunks: [] };
}

function keptReply(
  { turnId, items }: Reply,
  turn: Turn | undefined,
  artifacts: readonly SessionArtifact[],
  { services, thread, names }: Context,
): KeptMessage {
  const { isServerFunction, questionOf } = services;
  const mapper = new TurnMapper({ names, threadId: thread.id, turnId, isServerFunction, questionOf });
  const chunks = items.flatMap((item) => [...mapper.mapItem(item)]);
  if (thread.turn?.id === turnId) chunks.push(...mapper.mapActions(thread.session.required_actions));
  chunks.push(...mapper.mapArtifacts(artifacts));
  if (turn) chunks.push(...mapper.mapEnding(turn));
  const metadata = { threadId: names.thread(thread.id), replyTo: turnId };
  return { message: { id: replyId(turnId), role: 'assistant', metadata, parts: [] }, chunks };
}

/** Finds turns in the order of their items, and so reads their list once. */
class TurnFinder {
  readonly #turns: AsyncIterator<Turn>;
  readonly #known = new Map<string, Turn>();

  constructor(turns: AsyncIterable<Turn>) {
    this.#turns = turns[Symbol.asyncIterator]();
  }

  async find(id: string): Promise<Turn | undefined> {
    while (!this.#known.has(id)) {
      const { done, value } = await this.#turns.next();
      if (done) return undefined;
      this.#known.set(value.id, value);
    }
    return this.#known.get(id);
  }
}
