import type { Chunk } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { RunContext } from '../../engine.ts';
import { cancelledEnding, failedEnding, reachedEnding } from '../../runs/endings.ts';
import { callFunctions, sortQuestions } from '../tools/call-functions.ts';
import type { AnswerInput } from '../tools/settle-questions.ts';
import { fromResponseError, fromUpstream } from '../upstream/upstream-error.ts';
import { Artifacts } from './artifacts.ts';
import { answerEvent, refusalEvent } from './input-events.ts';
import type { Outcome, TurnMapper } from './map/turn-mapper.ts';
import type { Services } from './services.ts';
import type { TurnSource } from './turn-sources.ts';
import type { Told } from './turn-events.ts';

export interface DriverOptions {
  services: Services;
  threadId: string;
  turnId: string;
  context: RunContext;
  mapper: TurnMapper;
  source: TurnSource;
  /** What the turn has waited for, if it goes on. */
  answers?: AsyncIterable<AnswerInput>;
}

/** The chunks of one turn, until there is an answer, a question to the page, or an end of another kind. */
export async function* driveTurn(options: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { mapper, context, services, threadId } = options;
  try {
    yield* rounds(options);
  } catch (cause) {
    const error = fromUpstream(cause);
    if (context.signal.aborted) {
      // Whatever broke, it broke because it was told to.
      yield* cancelled(options);
      return;
    }
    // It may be running still, and would hold the session.
    const freeing = mapper.outcome ? undefined : services.sessions.cancel(threadId).catch(context.report);
    if (mapper.runId === undefined) throw error;
    context.report(cause);
    yield* mapper.close();
    yield* failedEnding(mapper.runId, error);
    await freeing;
  }
}

async function* rounds(options: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { mapper, source, context, services, answers } = options;
  if (answers) {
    yield* mapper.goOn();
    yield* submitted(options, answers);
  }
  let round = 0;
  for await (const told of source.events()) {
    // Not `yield*`: in an async generator it would wait for every chunk of a list that is there already.
    for (const chunk of mapper.map(told)) yield chunk;
    await refuse(told, options);
    if (mapper.questions.length === 0) continue;
    const { ours, others } = sortQuestions(mapper.questions, services.isServerFunction);
    if (ours.length > 0 && source.submit) {
      const { functions } = services.tools;
      yield* submitted(options, callFunctions(ours, { functions, context, round: ++round }));
    }
    if (context.signal.aborted) break;
    if (others.length > 0) {
      yield* mapper.endStep();
      yield* reachedEnding({ runId: mapper.runId, usage: mapper.usage }, 'requires_action', 'tool-calls');
      return;
    }
  }
  const { outcome } = mapper;
  if (outcome?.status === 'cancelled' || context.signal.aborted) {
    yield* cancelled(options);
    return;
  }
  if (!outcome) throw new AssistantError('service_cut');
  if (outcome.status === 'failed') throw fromResponseError(outcome.error);
  yield* mapper.mapArtifacts(await published(options));
  yield* mapper.endStep();
  yield* answered(mapper, outcome);
}

/** Tells the answers as they come, and gives them to the session unless somebody has stopped the turn meanwhile. */
async function* submitted(
  { mapper, source, context, turnId }: DriverOptions,
  answers: AsyncIterable<AnswerInput>,
): AsyncGenerator<Chunk, void, void> {
  const given: AnswerInput[] = [];
  for await (const answer of answers) {
    given.push(answer);
    for (const chunk of mapper.mapAnswer(answer)) yield chunk;
  }
  if (context.signal.aborted) return;
  await source.submit?.(given.map((answer) => answerEvent(answer, turnId)));
}

/** Says no to what nobody here can answer. */
async function refuse(told: Told, { source }: DriverOptions): Promise<void> {
  if (told.type !== 'agent.session.requires_action' && told.type !== 'snapshot') return;
  const refusals = told.session.required_actions.flatMap((action) => refusalEvent(action) ?? []);
  if (refusals.length > 0) await source.submit?.(refusals);
}

/** What the turn has published. A service that does not tell shall not hold the answer up. */
async function published({ services, threadId, turnId, context }: DriverOptions) {
  try {
    return await new Artifacts(services.client).ofTurn(threadId, turnId, context.signal);
  } catch (error) {
    if (!context.signal.aborted) context.report(error);
    return [];
  }
}

function answered(mapper: TurnMapper, { status, reason }: Outcome): Iterable<Chunk> {
  const { runId, usage } = mapper;
  if (status === 'completed') return reachedEnding({ runId, usage }, 'completed', 'stop');
  return reachedEnding({ runId, usage }, 'incomplete', 'length', reason);
}

/** Told to stop: the page hears of it at once, whatever the service makes of it. */
async function* cancelled({ mapper, services, context, threadId }: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const cancelling = mapper.outcome ? undefined : services.sessions.cancel(threadId).catch(context.report);
  if (mapper.runId !== undefined) {
    yield* mapper.close();
    yield* cancelledEnding(mapper.runId);
  }
  await cancelling;
  if (mapper.runId === undefined) throw new AssistantError('stopped');
}
