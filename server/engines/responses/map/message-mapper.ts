import type { Response } from 'openai/resources/responses/responses';
import type { Chunk, RunStatus, RunUsage } from '../../../../protocol/index.ts';
import type { ReplyNote } from '../reply-note.ts';
import type { WrittenFile } from '../../parts/announce-file.ts';
import { replyId } from '../../ids/reply-id.ts';
import { runIdOf } from '../../ids/run-id.ts';
import type { Question } from '../../parts/question.ts';
import { announceFile } from '../../parts/announce-file.ts';
import { errorCode, type ItemMapper, type UpstreamEvent, type UpstreamItem } from './item-mapper.ts';
import { MessageScope, type ScopeOptions } from '../../parts/message-scope.ts';
import { openItem } from './open-item.ts';
import { outputChunks, type AnswerItem } from '../../parts/tool-output.ts';

export interface MessageMapperOptions extends ScopeOptions {
  /** The user's message that this one answers. */
  questionId: string;
}

/** How one response ended. */
export interface Outcome {
  status: 'completed' | 'incomplete' | 'failed' | 'cancelled';
  reason?: string;
  error?: { code?: string | null } | null;
}

/**
 * Turns the events of the service into the chunks of one message, which may take several responses: one more after each round
 * of functions. Nothing but the events goes in, so the same events give the same chunks wherever and whenever they are read.
 */
export class MessageMapper {
  /** What the response asked for and nobody has answered yet. */
  questions: Question[] = [];
  /** How the response ended; undefined until it has. */
  outcome: Outcome | undefined;
  /** Tokens of all responses together. */
  usage: RunUsage | undefined;
  /** When the run began, in seconds since the epoch; undefined in one that goes on after an answer. */
  startedAt: number | undefined;
  /** Files that were told of although nothing in the text does. */
  readonly written: WrittenFile[] = [];

  readonly #scope: MessageScope;
  readonly #questionId: string;
  readonly #items = new Map<number, ItemMapper>();
  /** Items of this response that are told to their end. */
  readonly #finished = new Set<number>();
  /** Names of the functions that were called, by call. */
  readonly #functions = new Map<string, string>();
  #runId: string | undefined;
  #status: RunStatus | undefined;
  #mustStart = true;

  constructor(options: MessageMapperOptions) {
    this.#scope = new MessageScope(options);
    this.#questionId = options.questionId;
  }

  /** The run's handle, once the first response has begun. */
  get runId(): string | undefined {
    return this.#runId;
  }

  /** The containers that code has run in so far. */
  get containerIds(): Iterable<string> {
    return this.#scope.containerIds;
  }

  /** Forgets how the last response ended: another one is to come, or none. */
  expectResponse(): void {
    this.questions = [];
    this.outcome = undefined;
  }

  /** Goes on with a run after somebody has answered. */
  *goOn(runId: string): Generator<Chunk> {
    const { names, threadId } = this.#scope;
    this.#runId = runId;
    this.#status = 'in_progress';
    this.#mustStart = false;
    const run = { id: runId, status: this.#status };
    const messageMetadata = { threadId: names.thread(threadId), replyTo: this.#questionId, run };
    // The message was begun before, so nothing else is said of it.
    yield { type: 'start', messageId: replyId(this.#questionId), messageMetadata };
  }

  *map(event: UpstreamEvent): Generator<Chunk> {
    switch (event.type) {
      case 'response.created':
        yield* this.#begin(event.response);
        break;
      case 'response.queued':
      case 'response.in_progress':
        // Not every service says `created`.
        if (this.#mustStart) yield* this.#begin(event.response);
        yield* this.#tellStatus(event.response.status);
        break;
      case 'response.output_item.added':
        yield* this.#open(event.output_index, event.item);
        break;
      case 'response.output_item.done':
        yield* this.#done(event.output_index, event.item);
        break;
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        yield* this.#end(event.response);
        break;
      case 'error':
        this.outcome = { status: 'failed', error: { code: errorCode(event) } };
        break;
      default:
        if ('output_index' in event) yield* this.#items.get(event.output_index)?.event(event) ?? [];
    }
  }

  /** An item as the conversation keeps it, which is one whose events have all come and gone. */
  *mapItem(item: UpstreamItem): Generator<Chunk> {
    this.#finished.delete(-1);
    yield* this.#done(-1, item);
  }

  /** What came back for a function, or what a person said about a tool. */
  *mapAnswer(item: AnswerItem): Generator<Chunk> {
    if (item.type === 'function_call_output') {
      const name = this.#functions.get(item.call_id ?? '') ?? '';
      yield* outputChunks(item, name, this.#scope);
    } else if (!item.approve) {
      yield { type: 'tool-output-denied', toolCallId: item.approval_request_id };
    }
  }

  /** Tells of files that code has written, those that the text has told of excepted. */
  *mapWritten(files: readonly WrittenFile[]): Generator<Chunk> {
    for (const file of files) {
      for (const chunk of announceFile(this.#scope, file)) {
        this.written.push(file);
        yield chunk;
      }
    }
  }

  /** What was noted of the message when it ended. */
  *mapNote({ runId, status, incompleteReason, files }: ReplyNote): Generator<Chunk> {
    yield* this.mapWritten(files);
    const { names, threadId } = this.#scope;
    const run = { id: names.run(runId, threadId), status, ...(incompleteReason ? { incompleteReason } : {}) };
    yield { type: 'message-metadata', messageMetadata: { run } };
  }

  /** Closes what a run that broke off has left open. */
  *close(): Generator<Chunk> {
    for (const item of this.#items.values()) yield* item.close();
    this.#items.clear();
  }

  *#begin(response: Response): Generator<Chunk> {
    const { names, threadId } = this.#scope;
    this.expectResponse();
    this.#items.clear();
    this.#finished.clear();
    this.#runId ??= names.run(runIdOf(response.id), threadId);
    if (this.#mustStart) {
      this.#mustStart = false;
      this.#status = statusOf(response);
      this.startedAt = response.created_at;
      const run = { id: this.#runId, status: this.#status };
      const messageMetadata = {
        threadId: names.thread(threadId),
        replyTo: this.#questionId,
        createdAt: response.created_at * 1000,
        run,
      };
      yield { type: 'start', messageId: replyId(this.#questionId), messageMetadata };
    }
    yield { type: 'start-step' };
  }

  *#tellStatus(status: Response['status']): Generator<Chunk> {
    // A run that goes on does so by a response that may have to wait: for the page it is under way.
    const isNews = status === 'in_progress' ? this.#status !== status : this.#status === undefined;
    if ((status !== 'queued' && status !== 'in_progress') || !isNews || !this.#runId) return;
    this.#status = status;
    yield { type: 'message-metadata', messageMetadata: { run: { id: this.#runId, status } } };
  }

  *#open(index: number, item: UpstreamItem): Generator<Chunk> {
    if (item.type === 'function_call') this.#functions.set(item.call_id, item.name);
    const mapper = openItem(item, this.#scope, (question) => this.questions.push(question));
    if (!mapper) return;
    this.#items.set(index, mapper);
    yield* mapper.begin?.() ?? [];
  }

  *#done(index: number, item: UpstreamItem): Generator<Chunk> {
    if (this.#finished.has(index)) return;
    this.#finished.add(index);
    if (!this.#items.has(index)) yield* this.#open(index, item);
    yield* this.#items.get(index)?.done(item) ?? [];
    this.#items.delete(index);
  }

  *#end(response: Response): Generator<Chunk> {
    yield* this.close();
    this.usage = addUsage(this.usage, response.usage);
    const reason = response.incomplete_details?.reason;
    const { status, error } = response;
    const isOver = status === 'incomplete' || status === 'failed' || status === 'cancelled';
    this.outcome = { status: isOver ? status : 'completed', error, ...(reason ? { reason } : {}) };
  }
}

function statusOf({ status }: Response): RunStatus {
  return status === 'queued' ? 'queued' : 'in_progress';
}

function addUsage(before: RunUsage | undefined, usage: Response['usage'] | null): RunUsage | undefined {
  if (!usage) return before;
  return {
    inputTokens: (before?.inputTokens ?? 0) + usage.input_tokens,
    outputTokens: (before?.outputTokens ?? 0) + usage.output_tokens,
    totalTokens: (before?.totalTokens ?? 0) + usage.total_tokens,
  };
}
