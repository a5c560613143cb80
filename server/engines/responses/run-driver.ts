import type { Chunk } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { RunContext } from '../../engine.ts';
import { cancelledEnding, failedEnding, reachedEnding } from '../../runs/endings.ts';
import { cleanUp, type Ending } from './clean-up.ts';
import { cancelResponse } from './hosted/cancel-response.ts';
import type { FunctionQuestion } from '../parts/question.ts';
import { isImage, keepImage } from './keep-image.ts';
import type { MessageMapper, Outcome } from './map/message-mapper.ts';
import type { AnswerItem } from '../parts/tool-output.ts';
import { PartialText } from './partial-text.ts';
import type { WrittenFile } from '../parts/announce-file.ts';
import type { ResponseSource } from './response-source.ts';
import type { Services } from './services.ts';
import type { ResponsesThread } from './thread-keeper.ts';
import { fromResponseError, fromUpstream } from '../upstream/upstream-error.ts';

export interface DriverOptions {
  services: Services;
  thread: ResponsesThread;
  questionId: string;
  context: RunContext;
  mapper: MessageMapper;
  source: ResponseSource;
  /** What the run has waited for, if it goes on. */
  answering?: Answering;
}

interface Answering {
  /** The run's handle. */
  runId: string;
  answers: AsyncIterable<AnswerItem> | Iterable<AnswerItem>;
}

/**
 * The chunks of one run, until there is an answer, a question to somebody else, or an end of another kind; after the last chunk
 * it leaves the thread as the next message needs it.
 */
export async function* driveRun(options: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { mapper, context } = options;
  const partial = new PartialText();
  let ending: Ending = 'broken';
  try {
    for await (const chunk of rounds(options)) {
      partial.note(chunk);
      if (chunk.type === 'abort') ending = 'cancelled';
      else if (chunk.type === 'finish' && ending !== 'cancelled') {
        ending = chunk.finishReason === 'tool-calls' ? 'waiting' : 'over';
      }
      yield chunk;
    }
  } catch (cause) {
    const error = fromUpstream(cause);
    if (mapper.runId === undefined) throw error;
    if (context.signal.aborted) {
      // Whatever broke, it broke because it was told to.
      ending = 'cancelled';
      yield* cancelled(options);
      return;
    }
    // Told from here, because the page shall not wait until all is put away.
    context.report(cause);
    yield* mapper.close();
    yield* failedEnding(mapper.runId, error);
  } finally {
    await cleanUp(options, ending, partial.text).catch(context.report);
  }
}

async function* rounds(options: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { mapper, source, context, services, answering } = options;
  if (answering) yield* goOn(options, answering);
  for (;;) {
    mapper.expectResponse();
    for await (const event of source.events()) {
      if (isImage(event)) await keepImage(event.item, context.files);
      // Not `yield*`: in an async generator it would wait for every chunk of a list that is there already.
      for (const chunk of mapper.map(event)) yield chunk;
    }
    const { outcome } = mapper;
    if (outcome?.status === 'cancelled' || (!outcome && context.signal.aborted)) {
      yield* cancelled(options);
      return;
    }
    if (!outcome) throw new AssistantError('service_cut');
    if (outcome.status === 'failed') throw fromResponseError(outcome.error);

    const asked = outcome.status === 'completed' ? mapper.questions : [];
    const calls = asked.filter((question): question is FunctionQuestion => {
      return question.kind === 'function' && services.isServerFunction(question.name);
    });
    const answers: AnswerItem[] = [];
    if (calls.length > 0) {
      for await (const answer of source.answers(calls)) {
        answers.push(answer);
        yield* mapper.mapAnswer(answer);
      }
    }
    if (context.signal.aborted) {
      yield* cancelled(options);
      return;
    }
    const questions = asked.filter((question) => !calls.some((call) => call === question));
    if (questions.length === 0 && answers.length > 0) {
      yield { type: 'finish-step' };
      await source.proceed(answers);
      continue;
    }
    const given = questions.length > 0 ? await source.wait(questions, answers) : undefined;
    if (questions.length === 0) yield* mapper.mapWritten(await unmentionedFiles(options));
    yield { type: 'finish-step' };
    if (questions.length === 0) {
      yield* answered(mapper, outcome);
      return;
    }
    // Before anybody hears of it: the answer may come at once, and to another instance.
    if (!given) await source.end('waiting');
    yield* reachedEnding(mapper, 'requires_action', 'tool-calls');
    if (!given) return;
    yield* goOn(options, { runId: mapper.runId ?? '', answers: given });
  }
}

/** Says that the run goes on before the answers are there: a function that somebody has allowed may take its time. */
async function* goOn(
  { mapper, source }: DriverOptions,
  { runId, answers }: Answering,
): AsyncGenerator<Chunk, void, void> {
  yield* mapper.goOn(runId);
  const given: AnswerItem[] = [];
  for await (const answer of answers) {
    given.push(answer);
    yield* mapper.mapAnswer(answer);
  }
  await source.proceed(given);
}

/** What code has written during the run. A service that does not tell shall not hold the answer up. */
async function unmentionedFiles(options: DriverOptions): Promise<WrittenFile[]> {
  const { mapper, services, thread, questionId, context } = options;
  try {
    const containerIds = [...mapper.containerIds];
    return await services.files.written({ thread, questionId, containerIds, since: mapper.startedAt, context });
  } catch (error) {
    if (!context.signal.aborted) context.report(error);
    return [];
  }
}

function answered(mapper: MessageMapper, { status, reason }: Outcome): Iterable<Chunk> {
  if (status === 'completed') return reachedEnding(mapper, 'completed', 'stop');
  const finishReason =
    reason === 'content_filter' ? 'content-filter' : reason === 'max_output_tokens' ? 'length' : 'other';
  return reachedEnding(mapper, 'incomplete', finishReason, reason);
}

/** Told to stop: the page hears of it at once, whatever the service makes of it. */
async function* cancelled({ mapper, source, services, context }: DriverOptions): AsyncGenerator<Chunk, void, void> {
  const { responseId } = source;
  if (mapper.runId === undefined) throw new AssistantError('stopped');
  const isUnderWay = responseId !== undefined && mapper.outcome === undefined;
  const cancelling = isUnderWay ? cancelResponse(services, responseId).catch(context.report) : undefined;
  yield* mapper.close();
  yield* cancelledEnding(mapper.runId);
  await cancelling;
}
