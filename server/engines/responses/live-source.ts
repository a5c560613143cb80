import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { AssistantError } from '../../assistant-error.ts';
import type { RunContext } from '../../engine.ts';
import { callFunction, type FunctionAnswer } from '../tools/call-function.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import { createParams } from './create-params.ts';
import { followEvents } from './follow-events.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import type { AnswerItem } from '../parts/tool-output.ts';
import type { ResponseSource } from './response-source.ts';
import type { Services } from './services.ts';
import type { RunFacts } from './thread-facts.ts';
import type { ResponsesThread } from './threads.ts';

export interface LiveOptions {
  services: Services;
  thread: ResponsesThread;
  questionId: string;
  context: RunContext;
  /** The run that is gone on with. */
  resumed?: RunFacts;
}

const patienceMs = 30_000;

/** Creates one response after the other, none of them twice. */
export class LiveSource implements ResponseSource {
  readonly #options: LiveOptions;
  #input: ResponseInputItem[] = [];
  #run: RunFacts | undefined;
  #responseId: string | undefined;
  #round = 0;
  #noted: Promise<void> = Promise.resolve();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#run = options.resumed;
  }

  get responseId(): string | undefined {
    return this.#responseId;
  }

  async *events(): AsyncGenerator<UpstreamEvent, void, void> {
    const { services, context } = this.#options;
    this.#responseId = undefined;
    this.#round++;
    // Not every service heeds that it must not call any more.
    if (this.#round > context.maxToolRounds + 1) throw new AssistantError('service_failed');
    const params = this.#params();
    const events = followEvents({
      client: services.client,
      // The client's own retries would begin a second run.
      create: (signal) => services.client.responses.create(params, { signal, maxRetries: 0 }),
      isBackground: services.options.background ?? true,
      idleMs: context.idleMs,
      signal: context.signal,
    });
    for await (const event of events) {
      if (this.#responseId === undefined && 'response' in event) this.#begin(event.response.id);
      yield event;
    }
  }

  async *answers(calls: readonly FunctionQuestion[]): AsyncGenerator<FunctionAnswer, void, void> {
    const { services, context } = this.#options;
    const called = calls.map((call) => callFunction(call, services.toolbox.functions.get(call.name), context));
    for (const answer of called) yield await answer;
  }

  proceed(answers: readonly AnswerItem[]): Promise<void> {
    this.#input = answers as ResponseInputItem[];
    return Promise.resolve();
  }

  async wait(_questions: readonly Question[], answers: readonly AnswerItem[]): Promise<undefined> {
    const { services, thread, context } = this.#options;
    // What the server has answered must not be lost while somebody else thinks.
    if (answers.length > 0) await services.items.add(thread.id, answers as ResponseInputItem[], context.signal);
    return undefined;
  }

  async end(state: 'waiting' | 'over'): Promise<void> {
    await this.#noted;
    if (this.#run) await this.#note({ ...this.#run, state });
  }

  #params() {
    const { services, thread, questionId, context } = this.#options;
    const metadata = { question: questionId, ...(this.#run ? { before: this.#run.latest } : {}) };
    const isLastRound = this.#round > context.maxToolRounds;
    const round = { conversationId: thread.id, input: this.#input, isLastRound, metadata };
    return createParams(services.options, services.toolbox, thread.facts, round, context);
  }

  /** The run is noted while its answer streams: it must be found by others, but nobody shall wait for that. */
  #begin(responseId: string): void {
    const { questionId, context } = this.#options;
    this.#responseId = responseId;
    this.#run = { first: this.#run?.first ?? responseId, latest: responseId, questionId, state: 'active' };
    this.#noted = this.#note(this.#run).catch(context.report);
  }

  /** Not ended by a stop: a run that is stopped has been, and must be found as well. */
  #note(run: RunFacts): Promise<void> {
    const { services, thread } = this.#options;
    return services.threads.change(thread, (facts) => ({ ...facts, run }), AbortSignal.timeout(patienceMs));
  }
}
