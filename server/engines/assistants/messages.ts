import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { Chunk, Page } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, KeptMessage, MessageCut, MessageQuery } from '../../engine.ts';
import { questionOf, replyId } from '../ids/reply-id.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';
import { exchanges, removedMark, runsByQuestion, runsOf, type Exchange } from './exchanges.ts';
import { FileNames } from './file-names.ts';
import { RunMapper } from './map/run-mapper.ts';
import { runSteps } from './polled-events.ts';
import { filesOf, questionMessage } from './question-message.ts';
import type { Services } from './services.ts';
import { metadataIn } from './threads.ts';

export interface HistoryContext extends Pick<EngineContext, 'names' | 'signal'> {
  services: Services;
  threadId: string;
}

/** A page of a thread's messages, out of the service's messages and the steps of its runs. */
export async function listMessages(
  { limit, after, order }: MessageQuery,
  context: HistoryContext,
): Promise<Page<KeptMessage>> {
  const { services, threadId, signal } = context;
  const list = { client: services.client, threadId, signal };
  const runs = await runsByQuestion(list);
  const names = new FileNames(services.client);
  const data: KeptMessage[] = [];
  for await (const load of entries(list, order, after, runs, context, names)) {
    if (data.length === limit) return { data, hasMore: true, after: data.at(-1)?.message.id ?? null };
    data.push(await load());
  }
  return { data, hasMore: false, after: data.at(-1)?.message.id ?? null };
}

/** The messages in their order, each made only when it is asked for. */
async function* entries(
  list: Parameters<typeof exchanges>[0],
  order: 'asc' | 'desc',
  after: string | undefined,
  runs: ReadonlyMap<string, Run[]>,
  context: HistoryContext,
  names: FileNames,
): AsyncGenerator<() => Promise<KeptMessage>, void, void> {
  const repliedTo = after === undefined ? undefined : questionOf(after);
  const start = repliedTo ?? after;
  // Behind a reply there is, backwards, the question that it answers.
  if (order === 'desc' && repliedTo !== undefined) yield () => loadQuestion(repliedTo, context, names);
  for await (const exchange of exchanges(list, order, start)) {
    const own = runsOf(exchange, runs);
    const isTold = order === 'asc' && exchange.question === undefined && repliedTo !== undefined;
    const hasReply = !isTold && (exchange.said.length > 0 || own.length > 0);
    const reply = () => loadReply(exchange, own, context, names);
    const question = () => loadQuestion(exchange.questionId, context, names, exchange);
    if (order === 'desc' && hasReply) yield reply;
    if (exchange.question) yield question;
    if (order === 'asc' && hasReply) yield reply;
  }
}

async function loadQuestion(
  questionId: string,
  { services, threadId, names: wire, signal }: HistoryContext,
  names: FileNames,
  exchange?: Exchange,
): Promise<KeptMessage> {
  const params = { thread_id: threadId };
  const message =
    exchange?.question ??
    (await services.client.beta.threads.messages.retrieve(questionId, params, { signal }).catch(rejectUpstream));
  const noted = Object.values(metadataIn(message)).join('\n');
  const found = new Map<string, string>();
  for (const id of filesOf(message)) if (!noted.includes(id)) found.set(id, await names.of(id, signal));
  return { message: questionMessage(message, (id) => found.get(id) ?? '', wire, threadId), chunks: [] };
}

async function loadReply(
  { questionId, said }: Exchange,
  runs: readonly Run[],
  context: HistoryContext,
  names: FileNames,
): Promise<KeptMessage> {
  const { services, threadId, names: wire, signal } = context;
  const { isServerFunction, questionOf } = services;
  const mapper = new RunMapper({ names: wire, threadId, questionId, isServerFunction, questionOf });
  for (const message of said) await names.tellMessage(message, mapper, signal);
  const metadata = { threadId: wire.thread(threadId), replyTo: questionId };
  const chunks: Chunk[] = [];
  for (const run of runs) {
    for await (const chunk of runChunks(run, said, mapper, context)) chunks.push(chunk);
  }
  // What a host has put there belongs to no run.
  for (const message of said) chunks.push(...mapper.mapMessage(message));
  chunks.push(...mapper.endStep());
  return { message: { id: replyId(questionId), role: 'assistant', metadata, parts: [] }, chunks };
}

/** The chunks of a run as it is kept. */
export async function* runChunks(
  run: Run,
  said: Exchange['said'],
  mapper: RunMapper,
  { services, signal }: Pick<HistoryContext, 'services' | 'signal'>,
): AsyncGenerator<Chunk, void, void> {
  for await (const step of runSteps(services.client, run, signal)) {
    const { step_details: details } = step;
    const messageId = details.type === 'message_creation' ? details.message_creation.message_id : undefined;
    const message = said.find(({ id }) => id === messageId);
    if (message && message.status !== 'in_progress' && message.content.length > 0) yield* mapper.mapMessage(message);
    else yield* mapper.mapStep(step);
  }
  yield* mapper.endStep();
  yield* mapper.mapEnding(run);
}

/** Removes the messages of the cut; returns the question that is left as the newest, where it is to be answered again. */
export async function deleteMessages(
  { messageId, keepQuestion }: MessageCut,
  { services, threadId, signal }: HistoryContext,
): Promise<string | undefined> {
  const { messages, runs } = services.client.beta.threads;
  const list = { client: services.client, threadId, signal };
  const repliedTo = messageId === undefined ? undefined : questionOf(messageId);
  const wanted = repliedTo ?? messageId;
  const sparesQuestion = keepQuestion || repliedTo !== undefined;
  const known = await runsByQuestion(list);
  const doomed: Exchange[] = [];
  for await (const exchange of exchanges(list, 'desc')) {
    if (!exchange.question) break;
    doomed.push(exchange);
    if (wanted === undefined || wanted === exchange.questionId) break;
  }
  const last = doomed.at(-1);
  if (!last || (wanted !== undefined && last.questionId !== wanted)) throw new AssistantError('not_found');
  for (const exchange of doomed) {
    for (const run of runsOf(exchange, known)) {
      const metadata = { ...metadataIn(run), [removedMark]: 'true' };
      await runs.update(run.id, { thread_id: threadId, metadata }, { signal }).catch(rejectUpstream);
    }
    const sparesThis = sparesQuestion && exchange === last;
    for (const { id } of [...exchange.said, ...(exchange.question && !sparesThis ? [exchange.question] : [])]) {
      await messages.delete(id, { thread_id: threadId }, { signal }).catch((error: unknown) => {
        if (fromUpstream(error).code !== 'not_found') rejectUpstream(error);
      });
    }
  }
  return sparesQuestion ? last.questionId : undefined;
}
