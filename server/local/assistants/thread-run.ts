import type { RequiredActionFunctionToolCall, Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import type { Message } from 'openai/resources/beta/threads/messages';
import type { Thread } from 'openai/resources/beta/threads/threads';
import { CancelledError, ExpiredError, OutputLimitError, RunFailure } from '../answering/endings.ts';
import { EventLog } from '../answering/event-log.ts';
import { Pen } from '../answering/pen.ts';
import type { Fault } from '../fault.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import { endOf } from './run-object.ts';
import type { ThreadEvent } from './thread-event.ts';

export interface ThreadRunOptions {
  run: Run;
  runs: Collection<Run>;
  steps: Collection<RunStep>;
  messages: Collection<Message>;
  stamp: Stamp;
  pace: number;
  fault: Fault;
  /** What the engine reads, to count it. */
  promptTokens: number;
  /** Told about mistakes; the client only learns that there was one. */
  onError: (error: unknown) => void;
}

type RunEnd = 'completed' | 'cancelled' | 'failed' | 'expired' | 'incomplete';

/** A run of a thread from where it begins, or goes on with the results of functions, to where it ends or waits for such. */
export class ThreadRun {
  readonly log = new EventLog<ThreadEvent>();
  readonly pen: Pen;
  /** The run as it is now. */
  run: Run;
  readonly #options: ThreadRunOptions;
  readonly #controller = new AbortController();
  #step: RunStep | undefined;
  #message: Message | undefined;
  #content: () => Message['content'] = () => [];
  #waiting: Run['required_action'] = null;
  readonly #kept: Promise<void>[] = [];

  constructor(options: ThreadRunOptions) {
    const { run, pace, fault } = options;
    this.run = run;
    this.#options = options;
    this.pen = new Pen({
      signal: this.#controller.signal,
      pace,
      fault,
      maxTokens: run.max_completion_tokens,
      eventCount: () => this.log.events.length,
    });
  }

  /** Tells that a thread was made for the run. */
  tellThread(thread: Thread): void {
    this.log.append({ event: 'thread.created', data: thread });
  }

  /** The run is there; nothing has happened yet. */
  begin(): void {
    this.log.append({ event: 'thread.run.created', data: this.run });
    this.change({ status: 'queued', required_action: null });
  }

  /** Goes on with a step that has waited for its functions. */
  takeUp(step: RunStep): void {
    this.#step = step;
    this.finishStep(step.step_details);
    this.change({ status: 'queued', required_action: null });
  }

  /** Writes the answer to its end, whatever that is. */
  async carryOut(think: () => Promise<void>): Promise<void> {
    const { stamp } = this.#options;
    this.change({ status: 'in_progress', started_at: this.run.started_at ?? stamp.seconds() });
    let last: ThreadEvent | undefined;
    try {
      await think();
      const required_action = this.#waiting;
      last = required_action ? this.#changed({ status: 'requires_action', required_action }) : this.#end('completed');
    } catch (error) {
      last = this.#endAfter(error);
    }
    try {
      await Promise.all(this.#kept);
    } catch (error) {
      // It could not be kept; whoever reads it still gets it.
      this.#options.onError(error);
    }
    this.log.append(last);
    this.log.append({ event: 'done' });
    this.log.close();
  }

  /** Stops writing. @param reason a `CancelledError`, or what went wrong */
  abort(reason: Error): void {
    if (reason instanceof CancelledError) this.change({ status: 'cancelling' });
    this.#controller.abort(reason);
  }

  /** Changes the run and tells of it. */
  change(change: Partial<Run>): void {
    this.log.append(this.#changed(change));
  }

  addStep(step: RunStep): void {
    this.pen.check();
    this.#step = step;
    this.#keep(this.#options.steps, step);
    this.log.append({ event: 'thread.run.step.created', data: step });
    this.log.append({ event: 'thread.run.step.in_progress', data: step });
  }

  /** The step stays open, and the run waits for these functions. */
  waitFor(calls: readonly RequiredActionFunctionToolCall[]): void {
    if (!this.#step) return;
    const tool_calls = calls.map((call) => ({ ...call, function: { ...call.function, output: null } }));
    this.#step = { ...this.#step, step_details: { type: 'tool_calls', tool_calls } };
    this.#keep(this.#options.steps, this.#step);
    this.#waiting = { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: [...calls] } };
  }

  finishStep(step_details: RunStep['step_details']): void {
    if (this.#step) this.#endStep('completed', { step_details });
  }

  /** @param content what of it has been written, whenever that is asked */
  addMessage(message: Message, content: () => Message['content']): void {
    this.#message = message;
    this.#content = content;
    this.#keep(this.#options.messages, message);
    this.log.append({ event: 'thread.message.created', data: message });
    this.log.append({ event: 'thread.message.in_progress', data: message });
  }

  finishMessage(): void {
    if (!this.#message) return;
    const completed_at = this.#options.stamp.seconds();
    const message: Message = { ...this.#message, content: this.#content(), status: 'completed', completed_at };
    this.#keep(this.#options.messages, message);
    this.#message = undefined;
    this.log.append({ event: 'thread.message.completed', data: message });
  }

  #endAfter(error: unknown): ThreadEvent {
    if (error instanceof OutputLimitError) {
      return this.#end('incomplete', { incomplete_details: { reason: 'max_completion_tokens' } });
    }
    const cause: unknown = this.#controller.signal.aborted ? this.#controller.signal.reason : error;
    if (cause instanceof CancelledError) return this.#end('cancelled');
    if (cause instanceof ExpiredError) return this.#end('expired');
    if (!(cause instanceof RunFailure)) this.#options.onError(cause);
    const message =
      cause instanceof RunFailure ? cause.message : 'The local service failed while it wrote this answer.';
    return this.#end('failed', { last_error: { code: 'server_error', message } });
  }

  #end(status: RunEnd, details: Partial<Run> = {}): ThreadEvent {
    if (status !== 'completed') this.#breakOff(status, details.last_error?.message);
    const at = this.#options.stamp.seconds();
    const times = {
      ...(status === 'completed' || status === 'incomplete' ? { completed_at: at } : {}),
      ...(status === 'cancelled' ? { cancelled_at: at } : {}),
      ...(status === 'failed' ? { failed_at: at } : {}),
    };
    const { promptTokens } = this.#options;
    const completion_tokens = (this.run.usage?.completion_tokens ?? 0) + this.pen.tokens;
    const usage = { prompt_tokens: promptTokens, completion_tokens, total_tokens: promptTokens + completion_tokens };
    return this.#changed({ status, required_action: null, expires_at: null, usage, ...times, ...details });
  }

  /** Ends the message and the step that were being written. */
  #breakOff(status: Exclude<RunEnd, 'completed'>, error: string | undefined): void {
    const reasons = {
      cancelled: 'run_cancelled',
      failed: 'run_failed',
      expired: 'run_expired',
      incomplete: 'max_tokens',
    } as const;
    if (this.#message) {
      const incomplete_at = this.#options.stamp.seconds();
      const incomplete_details = { reason: reasons[status] };
      const message: Message = {
        ...this.#message,
        content: this.#content(),
        status: 'incomplete',
        incomplete_at,
        incomplete_details,
      };
      this.#keep(this.#options.messages, message);
      this.log.append({ event: 'thread.message.incomplete', data: message });
    }
    if (this.#step) this.#endStep(status === 'incomplete' ? 'cancelled' : status, {}, error);
  }

  #endStep(status: Parameters<typeof endOf>[0], change: Partial<RunStep>, error?: string): void {
    if (!this.#step) return;
    const step: RunStep = { ...this.#step, ...change, ...endOf(status, this.#options.stamp.seconds(), error) };
    this.#step = undefined;
    this.#keep(this.#options.steps, step);
    this.log.append({ event: `thread.run.step.${status}`, data: step });
  }

  #changed(change: Partial<Run>): ThreadEvent {
    this.run = { ...this.run, ...change };
    this.#keep(this.#options.runs, this.run);
    return { event: `thread.run.${this.run.status}`, data: this.run } as ThreadEvent;
  }

  /** What is kept is there at once; only the writing to the disk is waited for, at the end. */
  #keep<T extends { id: string }>(collection: Collection<T>, value: T): void {
    const keeping = collection.put(value);
    keeping.catch(() => undefined);
    this.#kept.push(keeping);
  }
}
