import type { RequiredActionFunctionToolCall } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep, ToolCall, ToolCallDelta } from 'openai/resources/beta/threads/runs/steps';
import type { Chunk } from '../../../../protocol/index.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import { type CallPart, openCall } from './call-part.ts';

/** The calls of tools in a run: told by their place in a step as they are made, by their ids in the end. */
export class StepCalls {
  readonly #scope: MessageScope;
  /** By step and place. */
  readonly #ids = new Map<string, string>();
  readonly #open = new Map<string, CallPart>();
  readonly #told = new Set<string>();
  readonly #functionNames = new Map<string, string>();

  constructor(scope: MessageScope) {
    this.#scope = scope;
  }

  functionName(callId: string): string {
    return this.#functionNames.get(callId) ?? '';
  }

  isTold(stepId: string, index: number, call: ToolCall): boolean {
    return this.#told.has(this.#idOf(stepId, index, call.id));
  }

  *delta(stepId: string, delta: ToolCallDelta): Generator<Chunk> {
    const id = this.#idOf(stepId, delta.index, delta.id ?? `${stepId}.${delta.index}`);
    if (this.#told.has(id)) return;
    const name = delta.type === 'function' ? delta.function?.name : undefined;
    yield* this.#begin(id, delta.type, name ?? '');
    yield* this.#open.get(id)?.delta(delta) ?? [];
  }

  done(stepId: string, index: number, call: ToolCall, status: RunStep['status']): Iterable<Chunk> {
    return this.#finish(this.#idOf(stepId, index, call.id), call, status);
  }

  /** A function whose result is waited for; its step is not over. */
  asked(call: RequiredActionFunctionToolCall): Iterable<Chunk> {
    return this.#finish(call.id, { ...call, function: { ...call.function, output: null } }, 'in_progress');
  }

  /** Closes what the end of the run has left open. */
  *close(): Generator<Chunk> {
    for (const call of this.#open.values()) yield* call.close();
    this.#open.clear();
  }

  *#finish(id: string, call: ToolCall, status: RunStep['status']): Generator<Chunk> {
    if (this.#told.has(id)) return;
    yield* this.#begin(id, call.type, call.type === 'function' ? call.function.name : '');
    yield* this.#open.get(id)?.done(call, status) ?? [];
    this.#open.delete(id);
    this.#told.add(id);
  }

  *#begin(id: string, type: ToolCall['type'], functionName: string): Generator<Chunk> {
    if (this.#open.has(id)) return;
    const part = openCall({ id, type, functionName }, this.#scope);
    if (!part) return;
    this.#open.set(id, part);
    if (type === 'function') this.#functionNames.set(id, functionName);
    yield* part.begin();
  }

  /** A call keeps the id by which it was told first. */
  #idOf(stepId: string, index: number, id: string): string {
    const key = `${stepId}.${index}`;
    const known = this.#ids.get(key);
    if (known === undefined) this.#ids.set(key, id);
    return known ?? id;
  }
}
