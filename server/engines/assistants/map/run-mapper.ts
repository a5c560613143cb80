import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { FunctionToolCall, RunStep, ToolCall } from 'openai/resources/beta/threads/runs/steps';
import type { Chunk, RunStatus, RunUsage } from '../../../../protocol/index.ts';
import { replyId } from '../../ids/reply-id.ts';
import { runIdOf } from '../../ids/run-id.ts';
import { MessageScope, type ScopeOptions } from '../../parts/message-scope.ts';
import type { Question } from '../../parts/question.ts';
import { outputChunks, writeError, type FunctionOutput } from '../../parts/tool-output.ts';
import { MessagePart } from './message-part.ts';
import { StepCalls } from './step-calls.ts';

export interface RunMapperOptions extends ScopeOptions {
  /** The user's message that is answered. */
  questionId: string;
}

/** How a run ended, or why it waits. */
export type Outcome = Pick<Run, 'last_error'> & {
  status: Exclude<Run['status'], 'queued' | 'in_progress' | 'cancelling'>;
  reason?: string;
};

/**
 * Turns the events of a run into the chunks of one message. Nothing but the events and the names of files goes in, and what a
 * step or a message ends with is the truth whatever its events have told; so a run that is read later, from its steps and
 * messages, gives the same message as its stream.
 */
export class RunMapper {
  /** What the run waits for. */
  questions: Question[] = [];
  /** Undefined as long as something is to come. */
  outcome: Outcome | undefined;
  usage: RunUsage | undefined;
  readonly #scope: MessageScope;
  readonly #questionId: string;
  readonly #filenames = new Map<string, string>();
  /** Calls of functions that have their results. */
  readonly #answered = new Set<string>();
  /** Steps and messages that are told to their end. */
  readonly #finished = new Set<string>();
  readonly #calls: StepCalls;
  readonly #messages = new Map<string, MessagePart>();
  #runId: string | undefined;
  #status: RunStatus | undefined;
  #mustStart = true;
  #isStepOpen = false;

  constructor(options: RunMapperOptions) {
    this.#scope = new MessageScope(options);
    this.#calls = new StepCalls(this.#scope);
    this.#questionId = options.questionId;
  }

  /** The run's handle, once it has begun. */
  get runId(): string | undefined {
    return this.#runId;
  }

  /** Of these files the names are yet to be given, by `nameFile`. */
  unnamed(fileIds: readonly string[]): string[] {
    return fileIds.filter((id) => !this.#filenames.has(id));
  }

  nameFile(fileId: string, filename: string): void {
    this.#filenames.set(fileId, filename);
  }

  /** Goes on with a run after somebody has answered. */
  *goOn(runId: string): Generator<Chunk> {
    const { names, threadId } = this.#scope;
    this.#runId = runId;
    this.#mustStart = false;
    this.#isStepOpen = false;
    this.expectMore();
    this.#status = 'in_progress';
    const run = { id: runId, status: this.#status };
    const messageMetadata = { threadId: names.thread(threadId), replyTo: this.#questionId, run };
    // The message was begun before, so nothing else is said of it.
    yield { type: 'start', messageId: replyId(this.#questionId), messageMetadata };
  }

  /** Forgets how the run has ended: it goes on. */
  expectMore(): void {
    this.questions = [];
    this.outcome = undefined;
  }

  *map({ event, data }: AssistantStreamEvent): Generator<Chunk> {
    switch (event) {
      case 'thread.run.created':
      case 'thread.run.queued':
      case 'thread.run.in_progress':
      case 'thread.run.cancelling':
        yield* this.#begin(data);
        break;
      case 'thread.run.requires_action':
      case 'thread.run.completed':
      case 'thread.run.incomplete':
      case 'thread.run.failed':
      case 'thread.run.cancelled':
      case 'thread.run.expired':
        yield* this.#begin(data);
        yield* this.#end(data, event.slice('thread.run.'.length) as Outcome['status']);
        break;
      case 'thread.run.step.delta': {
        const details = data.delta.step_details;
        for (const call of details?.type === 'tool_calls' ? (details.tool_calls ?? []) : []) {
          yield* this.#openStep();
          yield* this.#calls.delta(data.id, call);
        }
        break;
      }
      case 'thread.run.step.completed':
      case 'thread.run.step.failed':
      case 'thread.run.step.cancelled':
      case 'thread.run.step.expired':
        yield* this.mapStep(data);
        break;
      case 'thread.message.delta':
        yield* this.#openStep();
        for (const part of data.delta.content ?? []) yield* this.#message(data.id).delta(part);
        break;
      case 'thread.message.completed':
      case 'thread.message.incomplete':
        yield* this.mapMessage(data);
        break;
    }
  }

  /** A step in its final state, or one whose functions nobody has answered. */
  *mapStep(step: RunStep): Generator<Chunk> {
    if (step.step_details.type !== 'tool_calls' || this.#finished.has(step.id)) return;
    if (step.status !== 'in_progress') this.#finished.add(step.id);
    let hasNewOutput = false;
    for (const [index, call] of step.step_details.tool_calls.entries()) {
      if (call.type === 'file_search') this.#noteNames(call);
      if (!this.#calls.isTold(step.id, index, call)) yield* this.#openStep();
      yield* this.#calls.done(step.id, index, call, step.status);
      const answer = call.type === 'function' && !this.#answered.has(call.id) && answerIn(call, step.status);
      if (!answer) continue;
      yield* this.mapAnswer(answer);
      hasNewOutput = true;
    }
    if (hasNewOutput) yield* this.endStep();
  }

  /** A message in its final state. */
  *mapMessage(message: Message): Generator<Chunk> {
    if (this.#finished.has(message.id)) return;
    yield* this.#openStep();
    yield* this.#message(message.id).done(message);
    this.#finished.add(message.id);
    this.#messages.delete(message.id);
  }

  /** The result of a function. */
  *mapAnswer(answer: FunctionOutput): Generator<Chunk> {
    this.#answered.add(answer.call_id ?? '');
    const name = this.#calls.functionName(answer.call_id ?? '');
    yield* outputChunks(answer, name, this.#scope);
  }

  /** How a run of the past has ended. */
  *mapEnding(past: Run): Generator<Chunk> {
    const { id, status } = past;
    const { names, threadId } = this.#scope;
    const reason = reasonOf(past);
    const known = status === 'cancelling' ? 'in_progress' : status;
    const run = {
      id: names.run(runIdOf(id), threadId),
      status: known,
      ...(reason ? { incompleteReason: reason } : {}),
    };
    yield { type: 'message-metadata', messageMetadata: { run } };
  }

  /** Ends the step that the page sees: what comes next is another answer of the model. */
  *endStep(): Generator<Chunk> {
    if (this.#isStepOpen) yield { type: 'finish-step' };
    this.#isStepOpen = false;
  }

  /** Closes what a run that broke off has left open. */
  *close(): Generator<Chunk> {
    yield* this.#calls.close();
    for (const message of this.#messages.values()) yield* message.close();
    this.#messages.clear();
  }

  *#begin(run: Run): Generator<Chunk> {
    const { names, threadId } = this.#scope;
    const status: RunStatus = run.status === 'queued' ? 'queued' : 'in_progress';
    this.#runId ??= names.run(runIdOf(run.id), threadId);
    if (this.#mustStart) {
      this.#mustStart = false;
      this.#status = status;
      const messageMetadata = {
        threadId: names.thread(threadId),
        replyTo: this.#questionId,
        createdAt: run.created_at * 1000,
        run: { id: this.#runId, status },
      };
      yield { type: 'start', messageId: replyId(this.#questionId), messageMetadata };
    }
    yield* this.#openStep();
    // A run that goes on may be queued once more: for the page it is under way.
    if (status === this.#status || status === 'queued' || run.status === 'requires_action') return;
    this.#status = status;
    yield { type: 'message-metadata', messageMetadata: { run: { id: this.#runId, status } } };
  }

  *#end(run: Run, status: Outcome['status']): Generator<Chunk> {
    for (const call of run.required_action?.submit_tool_outputs.tool_calls ?? []) {
      if (this.#answered.has(call.id)) continue;
      yield* this.#calls.asked(call);
      this.questions.push(this.#scope.questionOf({ kind: 'function', callId: call.id, ...call.function }));
    }
    yield* this.close();
    const { usage, last_error } = run;
    if (usage) {
      const { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: totalTokens } = usage;
      this.usage = { inputTokens, outputTokens, totalTokens };
    }
    const reason = reasonOf(run);
    this.outcome = { status, last_error, ...(reason ? { reason } : {}) };
  }

  *#openStep(): Generator<Chunk> {
    if (!this.#isStepOpen) yield { type: 'start-step' };
    this.#isStepOpen = true;
  }

  #message(id: string): MessagePart {
    let part = this.#messages.get(id);
    if (!part) {
      part = new MessagePart(this.#scope, id, (fileId) => this.#filenames.get(fileId) ?? '');
      this.#messages.set(id, part);
    }
    return part;
  }

  #noteNames(call: Extract<ToolCall, { type: 'file_search' }>): void {
    for (const { file_id, file_name } of call.file_search.results ?? []) this.nameFile(file_id, file_name);
  }
}

/** Why a run ends early, in the one word that the page knows for it, whatever the API. */
function reasonOf({ incomplete_details }: Run): string | undefined {
  const reason = incomplete_details?.reason;
  return reason === 'max_completion_tokens' ? 'max_output_tokens' : reason;
}

/** A function that was never answered, and whose run is over, failed. */
function answerIn(
  { id, function: { output } }: FunctionToolCall,
  status: RunStep['status'],
): FunctionOutput | undefined {
  if (output !== null) return { type: 'function_call_output', call_id: id, output };
  if (status === 'in_progress') return undefined;
  return { type: 'function_call_output', call_id: id, output: writeError('The user went on without an answer.') };
}
