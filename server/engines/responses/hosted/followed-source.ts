import type OpenAI from 'openai';
import type { Response } from 'openai/resources/responses/responses';
import { AssistantError } from '../../../assistant-error.ts';
import type { RunContext } from '../../../engine.ts';
import { callOf, type FunctionQuestion, type Question } from '../../parts/question.ts';
import { asAnswer, type ConversationItem } from '../conversation-item.ts';
import { followEvents } from '../follow-events.ts';
import { itemsAfter } from '../item-keeper.ts';
import { pause } from '../../upstream/pause.ts';
import type { UpstreamEvent } from '../map/item-mapper.ts';
import type { AnswerItem } from '../../parts/tool-output.ts';
import type { ResponseSource } from '../response-source.ts';
import { saidItems } from '../said-items.ts';
import type { Services } from '../services.ts';
import type { RunFacts } from '../thread-facts.ts';
import type { ResponsesThread } from '../thread-keeper.ts';
import { eventsOfItems } from '../whole-response.ts';
import { rejectUpstream } from '../../upstream/upstream-error.ts';

export interface FollowedOptions {
  services: Services;
  client: OpenAI;
  thread: ResponsesThread;
  run: RunFacts;
  context: RunContext;
}

const pollMs = 500;
const patienceMs = 30_000;

/** Reads the responses of a run that another process makes, or has made before it died. Never makes one. */
export class FollowedSource implements ResponseSource {
  readonly #options: FollowedOptions;
  /** Those that are known, the first one first. */
  #chain: Response[] = [];
  #position = 0;
  /** What a response has said whose name its own process has not heard. */
  #nameless: readonly ConversationItem[] | undefined;
  #run: RunFacts;

  constructor(options: FollowedOptions) {
    this.#options = options;
    this.#run = options.run;
  }

  get responseId(): string | undefined {
    return this.#chain[this.#position]?.id ?? this.#run.first;
  }

  async *events(): AsyncGenerator<UpstreamEvent, void, void> {
    const { client, context } = this.#options;
    if (this.#nameless) {
      yield* eventsOfItems(this.#nameless, this.#run.questionId, Date.now());
      return;
    }
    yield* followEvents({
      background: client,
      responseId: this.responseId ?? '',
      idleMs: context.idleMs,
      signal: context.signal,
    });
  }

  async *answers(calls: readonly FunctionQuestion[]): AsyncGenerator<AnswerItem, void, void> {
    await this.#awaitNext(new Set(calls.map(({ callId }) => callId)));
    const given = await this.#given();
    for (const call of calls) {
      const answer = given.find((item) => isAnswerTo(item, call));
      if (answer) yield answer;
    }
  }

  proceed(): Promise<void> {
    this.#position++;
    return Promise.resolve();
  }

  async wait(questions: readonly Question[]): Promise<readonly AnswerItem[] | undefined> {
    await this.#lookUp();
    if (!this.#chain[this.#position + 1]) return undefined;
    const given = await this.#given();
    return questions.flatMap((question) => given.find((answer) => isAnswerTo(answer, question)) ?? []);
  }

  async end(state: 'waiting' | 'over'): Promise<void> {
    const { services, thread, context } = this.#options;
    const signal = AbortSignal.timeout(patienceMs);
    const { latest } = this.#run;
    await services.threads.change(
      thread,
      // Only if nobody has gone on meanwhile.
      (facts) => (facts.run?.latest === latest ? { ...facts, run: { ...facts.run, state } } : facts),
      { ...context, signal },
    );
  }

  /** The process that calls the functions is alive and will go on, or it is not and nobody will. */
  async #awaitNext(callIds: ReadonlySet<string>): Promise<void> {
    const { context } = this.#options;
    const until = Date.now() + context.idleMs;
    this.#nameless = undefined;
    for (;;) {
      await this.#lookUp();
      if (this.#chain[this.#position + 1]) return;
      const said = saidItems(await this.#kept(), callIds);
      if (said.length > 0) {
        this.#nameless = said;
        return;
      }
      if (Date.now() >= until || this.#run.state === 'over') throw new AssistantError('service_cut');
      await pause(pollMs, context.signal);
      context.signal.throwIfAborted();
    }
  }

  /** The run's responses as of now; each one tells which came before it. */
  async #lookUp(): Promise<void> {
    const { services, client, thread, context } = this.#options;
    const { facts } = await services.threads.read(thread.id, context);
    if (facts.run?.first === this.#run.first) this.#run = facts.run;
    const chain: Response[] = [];
    let id: string | undefined = this.#run.latest;
    while (id !== undefined && chain.length < 64) {
      const response: Response = await client.responses
        .retrieve(id, {}, { signal: context.signal })
        .catch(rejectUpstream);
      chain.unshift(response);
      id = response.metadata?.['before'];
    }
    this.#chain = chain;
  }

  /** All answers that the next response could read. */
  async #given(): Promise<AnswerItem[]> {
    const { client, context } = this.#options;
    const { signal } = context;
    const next = this.#chain[this.#position + 1];
    const answers: AnswerItem[] = [];
    try {
      const input = next ? client.responses.inputItems.list(next.id, { order: 'asc' }, { signal }) : [];
      for await (const item of input) {
        if (item.type === 'function_call_output' || item.type === 'mcp_approval_response') answers.push(item);
      }
    } catch (error) {
      rejectUpstream(error);
    }
    return [...answers, ...(await this.#kept()).flatMap((item) => asAnswer(item) ?? [])];
  }

  /** All that the thread has behind the question. */
  #kept(): Promise<ConversationItem[]> {
    const { services, thread, context } = this.#options;
    return itemsAfter(services.items, thread.id, this.#run.questionId, context);
  }
}

function isAnswerTo(answer: AnswerItem, question: Question): boolean {
  if (answer.type === 'function_call_output') {
    return callOf(question)?.callId === answer.call_id;
  }
  return question.kind === 'approval' && question.approvalId === answer.approval_request_id;
}
