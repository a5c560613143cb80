import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run, RunCreateParamsBase } from 'openai/resources/beta/threads/runs/runs';
import { AssistantError } from '../../assistant-error.ts';
import type { RunContext } from '../../engine.ts';
import type { FunctionAnswer } from '../tools/call-function.ts';
import { pause } from '../upstream/pause.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { wireTools } from './assistant-definition.ts';
import { polledEvents, stepContent } from './polled-events.ts';
import type { RunSource } from './run-driver.ts';
import { runEvents } from './run-events.ts';
import type { Services } from './services.ts';

export interface LiveOptions {
  services: Services;
  threadId: string;
  questionId: string;
  context: RunContext;
  /** The run that is gone on with. */
  resumed?: Run;
}

const defaultPollMs = 500;

/** Begins a run, or goes on with one; never twice. */
export class LiveRun implements RunSource {
  readonly #options: LiveOptions;
  #answers: readonly FunctionAnswer[] | undefined;
  #run: Run | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#run = options.resumed;
  }

  get run(): Run | undefined {
    return this.#run;
  }

  events(): AsyncIterable<AssistantStreamEvent> {
    const { services, threadId, context } = this.#options;
    const { client, options } = services;
    return runEvents({
      client,
      threadId,
      open: (signal) => this.#open(signal),
      runId: this.#run?.id,
      onRun: (run) => (this.#run = run),
      pollMs: options.pollMs ?? defaultPollMs,
      idleMs: context.idleMs,
      signal: context.signal,
    });
  }

  submit(answers: readonly FunctionAnswer[]): boolean {
    this.#answers = answers;
    return true;
  }

  async #open(signal: AbortSignal): Promise<AsyncIterable<AssistantStreamEvent> | Run> {
    const { services, threadId } = this.#options;
    const { runs } = services.client.beta.threads;
    const stream = services.options.streaming ?? true;
    // The client's own retries would begin a second run.
    const request = { signal, maxRetries: 0 };
    if (!this.#run) return runs.create(threadId, { ...(await this.#params()), stream }, request);
    const tool_outputs = (this.#answers ?? []).map(({ call_id, output }) => ({ tool_call_id: call_id, output }));
    return runs.submitToolOutputs(this.#run.id, { thread_id: threadId, tool_outputs, stream }, request);
  }

  async #params(): Promise<RunCreateParamsBase> {
    const { services, questionId, context } = this.#options;
    const { options, tools } = services;
    const { temperature, maxCompletionTokens = context.maxOutputTokens, model, instructions } = options;
    const isKnown = options.assistantId !== undefined;
    return {
      assistant_id: await services.assistantId(),
      include: [...stepContent],
      metadata: { question: questionId },
      // What is made here has them already.
      ...(isKnown && model !== undefined ? { model } : {}),
      ...(isKnown && instructions !== undefined ? { instructions } : {}),
      ...(isKnown && options.tools ? { tools: wireTools(tools) } : {}),
      ...(context.instructions ? { additional_instructions: context.instructions } : {}),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxCompletionTokens === 0 ? {} : { max_completion_tokens: maxCompletionTokens }),
    };
  }
}

/** Reads a run that another process has begun, from its steps and messages; calls no function and submits nothing. */
export class FollowedRun implements RunSource {
  readonly run: Run;
  readonly #options: Omit<LiveOptions, 'questionId' | 'resumed'>;
  #until = 0;

  constructor(run: Run, options: Omit<LiveOptions, 'questionId' | 'resumed'>) {
    this.run = run;
    this.#options = options;
  }

  async *events(): AsyncGenerator<AssistantStreamEvent, void, void> {
    const { services, threadId, context } = this.#options;
    const { client, options } = services;
    const pollMs = options.pollMs ?? defaultPollMs;
    const { signal } = context;
    if (this.#until > 0) {
      const params = { thread_id: threadId };
      let run = this.run;
      do {
        // The process that calls the functions is alive and will go on, or it is not and nobody will.
        if (Date.now() >= this.#until) throw new AssistantError('service_cut');
        await pause(pollMs, signal);
        if (signal.aborted) return;
        run = await client.beta.threads.runs.retrieve(this.run.id, params, { signal }).catch(rejectUpstream);
      } while (run.status === 'requires_action');
    }
    yield* polledEvents({ client, threadId, runId: this.run.id, pollMs, signal });
  }

  submit(): boolean {
    this.#until = Date.now() + this.#options.context.idleMs;
    return false;
  }
}
