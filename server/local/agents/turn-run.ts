import type { AgentOutputItem, TokenUsage } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import { CancelledError, OutputLimitError, RunFailure } from '../answering/endings.ts';
import { Pen } from '../answering/pen.ts';
import type { Fault } from '../fault.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { RequiredAction, SessionItem } from './session.ts';
import type { SessionStreams, Told } from './session-streams.ts';

export interface TurnRunOptions {
  turn: Turn;
  turns: Collection<Turn>;
  items: Collection<SessionItem>;
  /** How many items the turn has put out before, when it goes on with the results of functions. */
  outputCount: number;
  streams: SessionStreams;
  stamp: Stamp;
  pace: number;
  fault: Fault;
  /** Told about mistakes; the client only learns that there was one. */
  onError: (error: unknown) => void;
}

/** An item that an agent puts out, and that has an id. */
export type OutputItem = AgentOutputItem & SessionItem;

/** A turn from where it begins, or goes on, to where it ends or waits. */
export class TurnRun {
  readonly pen: Pen;
  /** The turn as it is now. */
  turn: Turn;
  /** What it waits for; none once it has ended. */
  readonly waitsFor: RequiredAction[] = [];
  readonly #options: TurnRunOptions;
  readonly #controller = new AbortController();
  readonly #kept: Promise<void>[] = [];
  #open: { index: number; current: () => OutputItem } | undefined;
  #outputCount: number;
  #inputTokens = 0;
  #eventCount = 0;

  constructor(options: TurnRunOptions) {
    const { turn, pace, fault, outputCount } = options;
    this.turn = turn;
    this.#options = options;
    this.#outputCount = outputCount;
    this.pen = new Pen({
      signal: this.#controller.signal,
      pace,
      fault,
      maxTokens: null,
      eventCount: () => this.#eventCount,
    });
  }

  /** Writes the answer to its end, whatever that is; whoever waits for the turn is told afterwards. */
  async carryOut(think: () => Promise<void>): Promise<void> {
    const { stamp, onError } = this.#options;
    this.#change({ status: 'in_progress', started_at: this.turn.started_at ?? stamp.seconds() });
    this.tell({ type: 'agent.session.turn.in_progress', turn: this.turn, ...this.place });
    try {
      await think();
      this.#change(this.waitsFor.length > 0 ? { status: 'waiting' } : this.#ending('completed'));
    } catch (error) {
      this.waitsFor.length = 0;
      this.#breakOff();
      this.#change(this.#endingAfter(error));
    }
    // What could not be kept is still told.
    await Promise.all(this.#kept).catch(onError);
  }

  /** How much the engine reads for this turn. */
  countInput(tokens: number): void {
    this.#inputTokens = tokens;
  }

  /** Stops writing. @param reason a `CancelledError`, or what went wrong */
  abort(reason: Error): void {
    this.#controller.abort(reason);
  }

  get place(): { session_id: string; turn_id: string } {
    return { session_id: this.turn.session_id, turn_id: this.turn.id };
  }

  tell(event: Told): void {
    this.#eventCount++;
    this.#options.streams.tell(this.turn.session_id, event);
  }

  /** Tells of what came from the client. */
  tellInput(item: SessionItem): void {
    this.tell({ type: 'agent.session.turn.item.added', item, output_index: null, ...this.place });
  }

  /** Begins to put out an item. @param current what has become of it, whenever that is asked. Returns its number. */
  add(item: OutputItem, current: () => OutputItem): number {
    this.pen.check();
    const index = this.#outputCount++;
    this.#open = { index, current };
    this.#keep(this.#options.items, item);
    this.tell({ type: 'agent.session.turn.item.added', item, output_index: index, ...this.place });
    return index;
  }

  finish(item: OutputItem): void {
    this.#keep(this.#options.items, item);
    this.tell({ type: 'agent.session.turn.item.done', item, output_index: this.#open?.index ?? 0, ...this.place });
    this.#open = undefined;
  }

  /** The item stays as it is, and the turn waits for the client. */
  waitFor(action: RequiredAction): void {
    this.#open = undefined;
    this.waitsFor.push(action);
  }

  #breakOff(): void {
    if (this.#open) this.finish({ ...this.#open.current(), status: 'incomplete' } as OutputItem);
  }

  #endingAfter(error: unknown): Partial<Turn> {
    if (error instanceof OutputLimitError) {
      return this.#ending('failed', 'max_output_tokens', 'The answer has as many tokens as it may have.');
    }
    const cause: unknown = this.#controller.signal.aborted ? this.#controller.signal.reason : error;
    if (cause instanceof CancelledError) return this.#ending('cancelled');
    if (cause instanceof RunFailure) return this.#ending('failed', 'server_error', cause.message);
    this.#options.onError(cause);
    return this.#ending('failed', 'internal_error', 'The local service failed while it wrote this answer.');
  }

  #ending(
    status: 'completed' | 'failed' | 'cancelled',
    code?: NonNullable<Turn['error']>['code'],
    message = '',
  ): Partial<Turn> {
    const error = code === undefined ? null : { code, message };
    return { status, error, completed_at: this.#options.stamp.seconds(), usage: this.#usage() };
  }

  #usage(): TokenUsage {
    const inputTokens = this.#inputTokens;
    const output = (this.turn.usage?.output_tokens ?? 0) + this.pen.tokens;
    return {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + output,
    };
  }

  #change(change: Partial<Turn>): void {
    this.turn = { ...this.turn, ...change };
    this.#keep(this.#options.turns, this.turn);
  }

  /** What is kept is there at once; only the writing to the disk is waited for, at the end. */
  #keep<T extends { id: string }>(collection: Collection<T>, value: T): void {
    const keeping = collection.put(value);
    keeping.catch(() => undefined);
    this.#kept.push(keeping);
  }
}
