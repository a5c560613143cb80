import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { AssistantError } from '../../assistant-error.ts';
import type { RunContext } from '../../engine.ts';
import { callFunction, type FunctionAnswer } from '../tools/call-function.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import { pause } from '../upstream/pause.ts';
import { followEvents } from './follow-events.ts';
import { itemsAfter } from './item-keeper.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import type { AnswerItem } from '../parts/tool-output.ts';
import { respondOnce } from './respond-once.ts';
import type { ResponseSource } from './response-source.ts';
import type { Round } from './round.ts';
import { answeredId, saidItems } from './said-items.ts';
import type { Services } from './services.ts';
import type { RunFacts } from './thread-facts.ts';
import type { ResponsesThread } from './thread-keeper.ts';

export interface LiveOptions {
  services: Services;
  thread: ResponsesThread;
  questionId: string;
  context: RunContext;
  /** The run that is gone on with. */
  resumed?: RunFacts;
}

const patienceMs = 30_000;
const mostDelayMs = 1000;

/** Creates one response after the other, none of them twice. */
export class LiveSource implements ResponseSource {
  readonly #options: LiveOptions;
  #input: ResponseInputItem[] = [];
  #run: RunFacts | undefined;
  /** The response of the round before. */
  #before: string | undefined;
  #responseId: string | undefined;
  #round = 0;
  #noted: Promise<void> = Promise.resolve();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#run = options.resumed;
    this.#before = options.resumed?.latest;
  }

  get responseId(): string | undefined {
    return this.#responseId;
  }

  async *events(): AsyncGenerator<UpstreamEvent, void, void> {
    const { context } = this.#options;
    this.#responseId = undefined;
    this.#round++;
    // Not every service heeds that it must not call any more.
    if (this.#round > context.maxToolRounds + 1) throw new AssistantError('service_failed');
    for await (const event of this.#respond(this.#nextRound())) {
      if (this.#responseId === undefined && 'response' in event) await this.#begin(event.response.id);
      yield event;
    }
  }

  async *answers(calls: readonly FunctionQuestion[]): AsyncGenerator<FunctionAnswer, void, void> {
    const { services, context } = this.#options;
    const called = calls.map((call) => callFunction(call, services.tools.functions.get(call.name), context));
    for (const answer of called) yield await answer;
  }

  proceed(answers: readonly AnswerItem[]): Promise<void> {
    this.#input = answers as ResponseInputItem[];
    return Promise.resolve();
  }

  async wait(_questions: readonly Question[], answers: readonly AnswerItem[]): Promise<undefined> {
    const { services, thread, context } = this.#options;
    // What the server has answered must not be lost while somebody else thinks.
    if (answers.length > 0) await services.items.add(thread.id, answers as ResponseInputItem[], context);
    return undefined;
  }

  async end(state: 'waiting' | 'over'): Promise<void> {
    await this.#noted;
    if (this.#run) await this.#note({ ...this.#run, state });
  }

  #nextRound(): Round {
    const { questionId, context } = this.#options;
    const isLastRound = this.#round > context.maxToolRounds;
    return { questionId, input: this.#input, isLastRound, before: this.#before };
  }

  #respond(round: Round): AsyncIterable<UpstreamEvent> {
    const { services, thread, questionId, context } = this.#options;
    const { idleMs, signal } = context;
    const background = services.isBackground ? services.client : undefined;
    const ask = () => {
      const create = (reading: AbortSignal) => services.respond(round, thread, context, reading);
      return followEvents({ background, create, idleMs, signal });
    };
    // What is no background response ends with its connection, so nothing of it is left.
    if (!background) return ask();
    const given = new Set(round.input.flatMap((item) => answeredId(item as AnswerItem)));
    const said = async () => saidItems(await itemsAfter(services.items, thread.id, questionId, context), given);
    const isRepeated = context.isRepeated && this.#round === 1;
    return respondOnce({ ask, said, nameless: questionId, isRepeated, idleMs, signal });
  }

  /**
   * What a page has heard of must be found by others too, so the run is noted before anything is told of it. The model has hardly
   * begun to write by then; a service that takes long shall not hold the answer up.
   */
  async #begin(responseId: string): Promise<void> {
    const { questionId, context } = this.#options;
    this.#before = responseId;
    // One whose own name nobody has heard cannot be looked for: others find what it said in the thread.
    if (responseId === questionId) {
      this.#run ??= { first: responseId, latest: responseId, questionId, state: 'active' };
      return;
    }
    this.#responseId = responseId;
    this.#run = { first: this.#run?.first ?? responseId, latest: responseId, questionId, state: 'active' };
    this.#noted = this.#note(this.#run).catch(context.report);
    const waiting = new AbortController();
    await Promise.race([this.#noted, pause(mostDelayMs, waiting.signal)]);
    waiting.abort();
  }

  /** Not ended by a stop: a run that is stopped has been, and must be found as well. */
  #note(run: RunFacts): Promise<void> {
    const { services, thread, context } = this.#options;
    const patient = { ...context, signal: AbortSignal.timeout(patienceMs) };
    return services.threads.change(thread, (facts) => ({ ...facts, run }), patient);
  }
}
