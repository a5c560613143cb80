import type { TokenUsage } from 'openai/resources/beta/agents/agents';
import type { SessionArtifact } from 'openai/resources/beta/agents/sessions/artifacts';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { Chunk, RunStatus, RunUsage } from '../../../../protocol/index.ts';
import { replyId } from '../../ids/reply-id.ts';
import { runIdOf } from '../../ids/run-id.ts';
import { announceFile } from '../../parts/announce-file.ts';
import { approvalChunks } from '../../parts/mcp-part.ts';
import { MessageScope, type ScopeOptions } from '../../parts/message-scope.ts';
import { callOf, type Question } from '../../parts/question.ts';
import { status as remark } from '../../parts/status.ts';
import { isError, outputChunks, writeError, type AnswerItem, type FunctionOutput } from '../../parts/tool-output.ts';
import type { Told } from '../turn-events.ts';
import { Approvals, isFor, type ApprovalAction, type RequiredAction } from './approvals.ts';
import type { ItemMapper, TurnEvent, TurnItem } from './item-mapper.ts';
import { jsonOf } from './json-of.ts';
import { McpItem } from './mcp-item.ts';
import { isFinal, openItem } from './open-item.ts';

export interface TurnMapperOptions extends ScopeOptions {
  turnId: string;
}

/** How a turn ended. */
export interface Outcome {
  status: 'completed' | 'incomplete' | 'failed' | 'cancelled';
  reason?: string;
  error?: { code?: string | null } | null;
}

/**
 * Turns what a session tells of one turn into the chunks of one message. What an item ends with is the truth whatever its events
 * have told; so a turn that is read later, from its items, gives the same message as its stream, and a stream that was broken
 * goes on where its items are.
 */
export class TurnMapper {
  /** What the turn waits for and nobody has answered yet. */
  questions: Question[] = [];
  /** Undefined as long as something is to come. */
  outcome: Outcome | undefined;
  usage: RunUsage | undefined;
  readonly #scope: MessageScope;
  readonly #turnId: string;
  readonly #runId: string;
  readonly #items = new Map<string, ItemMapper>();
  /** Items that are told to their end. */
  readonly #finished = new Set<string>();
  /** Items of which something was lost: what is added to them has no place until they are told as wholes. */
  readonly #torn = new Set<string>();
  /** Names of the functions that were called, by call; and the calls that have no result yet. */
  readonly #functions = new Map<string, string>();
  readonly #unanswered = new Set<string>();
  readonly #approvals = new Approvals();
  #status: RunStatus | undefined;
  #isStepOpen = false;

  constructor({ turnId, ...scope }: TurnMapperOptions) {
    this.#scope = new MessageScope(scope);
    this.#turnId = turnId;
    this.#runId = scope.names.run(runIdOf(turnId), scope.threadId);
  }

  /** The run's handle, once its beginning has been told. */
  get runId(): string | undefined {
    return this.#status && this.#runId;
  }

  *map(told: Told): Generator<Chunk> {
    if (told.type === 'snapshot') {
      yield* this.#begin(told.turn);
      for (const item of told.items) yield* this.mapItem(item);
      // What is told next of those that are open may be in what was read already, or behind what was lost.
      for (const id of this.#items.keys()) this.#torn.add(id);
      yield* this.mapActions(told.session.required_actions);
      yield* this.#end(told.turn, told.turn.usage);
    } else if (!('turn_id' in told) || told.turn_id === null || told.turn_id === this.#turnId) {
      yield* this.#event(told);
    }
  }

  /** An item as it is by now. */
  *mapItem(item: TurnItem): Generator<Chunk> {
    if (item.type === 'function_call_output') {
      const { call_id, error } = item;
      const output = error === null ? item.output : isError(error) ? error : writeError(error);
      if (this.#unanswered.has(call_id)) yield* this.mapAnswer({ type: item.type, call_id, output });
      return;
    }
    const { id } = item;
    if (id === null || this.#finished.has(id) || (item.type === 'message' && item.role === 'user')) return;
    if (!this.#items.has(id)) yield* this.#open(id, item);
    const mapper = this.#items.get(id);
    if (!isFinal(item)) {
      yield* mapper?.catchUp(item) ?? [];
      return;
    }
    yield* mapper?.done(item) ?? [];
    this.#finished.add(id);
    this.#items.delete(id);
  }

  /** What the session waits for. */
  *mapActions(actions: readonly RequiredAction[]): Generator<Chunk> {
    this.questions = [];
    for (const action of actions) {
      if (!('turn_id' in action) || action.turn_id !== this.#turnId) continue;
      if (action.type === 'mcp_approval_request') {
        if (!this.#approvals.isKnown(action.request_id)) yield* this.#askApproval(action);
        this.questions.push({ kind: 'approval', approvalId: action.request_id });
      } else if (action.type === 'function_call' && !this.#isAnswered(action.call_id)) {
        const { call_id, name } = action;
        const id = `${call_id}.action`;
        if (!this.#functions.has(call_id)) yield* this.#open(id, { ...action, id, status: 'in_progress' });
        const call = { kind: 'function' as const, callId: call_id, name, arguments: jsonOf(action.arguments) };
        this.questions.push(this.#scope.questionOf(call));
      }
    }
  }

  /** What came back for a function, or what a person said about a tool. */
  *mapAnswer(answer: FunctionOutput | AnswerItem): Generator<Chunk> {
    if (answer.type === 'mcp_approval_response') {
      const { approval_request_id: requestId, approve } = answer;
      this.questions = this.questions.filter((each) => each.kind === 'function' || each.approvalId !== requestId);
      if (approve) return;
      this.#approvals.deny(requestId);
      const toolCallId = this.#approvals.toolCallId(requestId);
      // Nothing more is told of the call, whatever the service makes of it.
      this.#items.delete(toolCallId);
      this.#finished.add(toolCallId);
      yield { type: 'tool-output-denied', toolCallId };
      return;
    }
    const callId = answer.call_id ?? '';
    this.#unanswered.delete(callId);
    this.questions = this.questions.filter((question) => callOf(question)?.callId !== callId);
    yield* outputChunks(answer, this.#functions.get(callId) ?? '', this.#scope);
    if (this.#unanswered.size === 0) yield* this.endStep();
  }

  /** What code has left for the person, once the turn is completed. */
  *mapArtifacts(artifacts: readonly SessionArtifact[]): Generator<Chunk> {
    const { threadId } = this.#scope;
    for (const { id, path } of artifacts) yield* announceFile(this.#scope, { id, containerId: threadId, name: path });
  }

  /** Goes on with a turn after somebody has answered. */
  *goOn(): Generator<Chunk> {
    const { names, threadId } = this.#scope;
    this.#isStepOpen = false;
    this.#status = 'in_progress';
    const run = { id: this.#runId, status: this.#status };
    const messageMetadata = { threadId: names.thread(threadId), replyTo: this.#turnId, run };
    // The message was begun before, so nothing else is said of it.
    yield { type: 'start', messageId: replyId(this.#turnId), messageMetadata };
  }

  /** Ends the step that the page sees: what comes next is another answer of the model. */
  *endStep(): Generator<Chunk> {
    if (this.#isStepOpen) yield { type: 'finish-step' };
    this.#isStepOpen = false;
  }

  /** How a turn of the past has ended; its functions that were never answered have failed. */
  *mapEnding(turn: Turn): Generator<Chunk> {
    yield* this.#end(turn, turn.usage);
    if (this.outcome) {
      for (const call_id of this.#unanswered) {
        const output = writeError('The user went on without an answer.');
        yield* this.mapAnswer({ type: 'function_call_output', call_id, output });
      }
    }
    yield* this.endStep();
    const { status, reason } = this.outcome ?? { status: statusOf(turn) };
    const run = { id: this.#runId, status, ...(reason ? { incompleteReason: reason } : {}) };
    yield { type: 'message-metadata', messageMetadata: { run } };
  }

  /** Closes what a turn that broke off has left open. */
  *close(): Generator<Chunk> {
    for (const item of this.#items.values()) yield* item.close();
    this.#items.clear();
  }

  *#event(event: TurnEvent): Generator<Chunk> {
    switch (event.type) {
      case 'agent.session.turn.created':
      case 'agent.session.turn.in_progress':
        yield* this.#begin(event.turn);
        break;
      case 'agent.session.turn.item.added':
      case 'agent.session.turn.item.done':
        yield* this.mapItem(event.item);
        break;
      case 'agent.session.turn.output_text.delta':
      case 'agent.session.turn.reasoning_summary_text.delta':
        if (!this.#torn.has(event.item_id)) yield* this.#items.get(event.item_id)?.event(event) ?? [];
        break;
      case 'agent.session.requires_action':
        yield* this.mapActions(event.session.required_actions);
        break;
      case 'agent.session.turn.completed':
      case 'agent.session.turn.failed':
      case 'agent.session.turn.cancelled':
        yield* this.#end(event.turn, event.usage ?? event.turn.usage);
        break;
      case 'agent.session.failed':
        this.outcome ??= { status: 'failed' };
        break;
      case 'agent.session.environment.pending':
        yield remark('environment.preparing', 'Preparing the workspace');
        break;
      default:
        if ('item_id' in event) yield* this.#items.get(event.item_id)?.event(event) ?? [];
    }
  }

  *#begin(turn: Turn): Generator<Chunk> {
    const { names, threadId } = this.#scope;
    const status: RunStatus = turn.status === 'queued' ? 'queued' : 'in_progress';
    if (this.#status === undefined) {
      const run = { id: this.#runId, status };
      const createdAt = turn.created_at * 1000;
      const messageMetadata = { threadId: names.thread(threadId), replyTo: this.#turnId, createdAt, run };
      yield { type: 'start', messageId: replyId(this.#turnId), messageMetadata };
      yield* this.#openStep();
    } else if (status !== this.#status && status !== 'queued') {
      yield { type: 'message-metadata', messageMetadata: { run: { id: this.#runId, status } } };
    }
    this.#status = status;
  }

  *#end(turn: Turn, usage: TokenUsage | null): Generator<Chunk> {
    if (turn.status !== 'completed' && turn.status !== 'failed' && turn.status !== 'cancelled') return;
    yield* this.close();
    if (usage) {
      const { input_tokens: inputTokens, output_tokens: outputTokens, total_tokens: totalTokens } = usage;
      this.usage = { inputTokens, outputTokens, totalTokens };
    }
    const isCut = turn.error?.code === 'max_output_tokens';
    this.outcome = isCut
      ? { status: 'incomplete', reason: 'max_output_tokens' }
      : { status: turn.status, error: turn.error };
  }

  *#open(id: string, item: TurnItem): Generator<Chunk> {
    if (item.type === 'function_call') {
      if (this.#functions.has(item.call_id)) return;
      this.#functions.set(item.call_id, item.name);
      this.#unanswered.add(item.call_id);
    }
    const asked = item.type === 'mcp_call' ? this.#approvals.take(item) : undefined;
    if (asked?.isDenied) {
      // That has been told.
      this.#finished.add(id);
      return;
    }
    const mapper = openItem(item, this.#scope, asked?.requestId);
    if (!mapper) return;
    this.#items.set(id, mapper);
    yield* this.#openStep();
    yield* mapper.begin();
  }

  *#askApproval(action: ApprovalAction): Generator<Chunk> {
    const { request_id, request } = action;
    const waiting = [...this.#items.values()].find((item): item is McpItem => {
      return item instanceof McpItem && !item.isAsked && isFor(action, item.call);
    });
    this.#approvals.add(action, waiting);
    yield* this.#openStep();
    if (waiting) yield* waiting.ask(request_id);
    else
      yield* approvalChunks(
        { toolCallId: request_id, name: request.name ?? request.server_label },
        jsonOf(request.arguments),
      );
  }

  *#openStep(): Generator<Chunk> {
    if (!this.#isStepOpen) yield { type: 'start-step' };
    this.#isStepOpen = true;
  }

  #isAnswered(callId: string): boolean {
    return this.#functions.has(callId) && !this.#unanswered.has(callId);
  }
}

function statusOf({ status }: Turn): RunStatus {
  if (status === 'waiting') return 'requires_action';
  return status === 'queued' ? 'queued' : 'in_progress';
}
