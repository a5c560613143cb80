import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { Chunk } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { RunContext } from '../../engine.ts';
import { cancelledEnding, failedEnding, reachedEnding } from '../../runs/endings.ts';
import type { FunctionAnswer } from '../tools/call-function.ts';
import { callFunctions, sortQuestions } from '../tools/call-functions.ts';
import { fromResponseError, fromUpstream } from '../upstream/upstream-error.ts';
import { FileNames } from './file-names.ts';
import type { Outcome, RunMapper } from './map/run-mapper.ts';
import type { Services } from './services.ts';

export interface RunSource {
  /** The run, once it is known. */
  readonly run: Run | undefined;
  /** Events until the run ends or waits. */
  events(): AsyncIterable<AssistantStreamEvent>;
  /** Gives the run what it waits for; the next events tell what comes of it. False where another process does so. */
  submit(answers: readonly FunctionAnswer[]): boolean;
}

export interface DriverOptions {
  services: Services;
  threadId: string;
  context: RunContext;
  mapper: RunMapper;
  source: RunSource;
  /** What the run has waited for, if it goes on. */
  answering?: { /** The run's handle. */ runId: string; answers: AsyncIterable<FunctionAnswer> };
}

/** The chunks of one run, until there is an answer, a question to the page, or an end of another kind. */
export async function* driveRun(options: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { mapper, context, source, services, threadId } = options;
  try {
    yield* rounds(options);
  } catch (cause) {
    const error = fromUpstream(cause);
    if (mapper.runId === undefined) throw error;
    if (context.signal.aborted) {
      // Whatever broke, it broke because it was told to.
      yield* cancelled(options);
      return;
    }
    context.report(cause);
    yield* mapper.close();
    yield* failedEnding(mapper.runId, error, mapper.outcome?.status === 'expired' ? 'expired' : 'failed');
    // It may be running still, and would hold the thread.
    if (!mapper.outcome && source.run) await services.threads.cancel(threadId, source.run.id).catch(context.report);
  }
}

async function* rounds(options: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { mapper, source, context, services, answering } = options;
  if (answering) {
    yield* mapper.goOn(answering.runId);
    yield* submitted(options, answering.answers);
  }
  const names = new FileNames(services.client);
  for (let round = 1; ; round++) {
    mapper.expectMore();
    for await (const event of source.events()) {
      await names.tell(event, mapper, context.signal);
      // Not `yield*`: in an async generator it would wait for every chunk of a list that is there already.
      for (const chunk of mapper.map(event)) yield chunk;
    }
    const { outcome } = mapper;
    if (outcome?.status === 'cancelled' || context.signal.aborted) {
      yield* cancelled(options);
      return;
    }
    if (!outcome) throw new AssistantError('service_cut');
    if (outcome.status === 'failed') throw fromResponseError(outcome.last_error);
    if (outcome.status === 'expired') throw new AssistantError('service_silent');
    if (outcome.status !== 'requires_action') {
      yield* mapper.endStep();
      yield* answered(mapper, outcome);
      return;
    }
    // All results go to the service together, so the server's functions are called when those of the page are answered.
    const { ours, others } = sortQuestions(mapper.questions, services.isServerFunction);
    if (others.length > 0) {
      yield* mapper.endStep();
      yield* reachedEnding(mapper, 'requires_action', 'tool-calls');
      return;
    }
    yield* submitted(options, callFunctions(ours, { functions: services.tools.functions, context, round }));
    if (context.signal.aborted) {
      yield* cancelled(options);
      return;
    }
  }
}

/** Tells the answers as they come, and has the run go on with them unless somebody has stopped it meanwhile. */
async function* submitted(
  { mapper, source, context }: DriverOptions,
  answers: AsyncIterable<FunctionAnswer>,
): AsyncGenerator<Chunk, void, void> {
  const given: FunctionAnswer[] = [];
  for await (const answer of answers) {
    given.push(answer);
    yield* mapper.mapAnswer(answer);
  }
  if (!context.signal.aborted && source.submit(given)) yield* mapper.endStep();
}

function answered(mapper: RunMapper, { status, reason }: Outcome): Iterable<Chunk> {
  if (status === 'completed') return reachedEnding(mapper, 'completed', 'stop');
  const finishReason = reason === 'max_output_tokens' || reason === 'max_prompt_tokens' ? 'length' : 'other';
  return reachedEnding(mapper, 'incomplete', finishReason, reason);
}

/** Told to stop: the page hears of it at once, whatever the service makes of it. */
async function* cancelled({
  mapper,
  source,
  services,
  context,
  threadId,
}: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { run } = source;
  if (mapper.runId === undefined || !run) throw new AssistantError('stopped');
  const isUnderWay = mapper.outcome === undefined || mapper.outcome.status === 'requires_action';
  const cancelling = isUnderWay ? services.threads.cancel(threadId, run.id).catch(context.report) : undefined;
  yield* mapper.close();
  yield* cancelledEnding(mapper.runId);
  await cancelling;
}
