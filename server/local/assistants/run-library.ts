import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import { CancelledError, RunFailure } from '../answering/endings.ts';
import { ApiError, invalid } from '../api-error.ts';
import type { Fault } from '../fault.ts';
import type { Stamp } from '../stamp.ts';
import type { AssistantLibrary } from './assistant-library.ts';
import type { MessageLibrary } from './message-library.ts';
import type { PrepareRun } from './prepare-run.ts';
import type { RunRequest } from './read-run-request.ts';
import { endOf, isActive, newRun } from './run-object.ts';
import { none, type ThreadLibrary } from './thread-library.ts';
import { ThreadRun } from './thread-run.ts';

export interface RunLibraryOptions {
  threads: ThreadLibrary;
  messages: MessageLibrary;
  assistants: AssistantLibrary;
  stamp: Stamp;
  /** Milliseconds before each piece of text. */
  pace: number;
  /** Told about mistakes of the service itself. */
  onError: (error: unknown) => void;
}

/** The result of a function, as a client gives it. */
export interface ToolOutput {
  callId: string;
  output: string;
}

/** Runs: those that are under way, those that wait, and those that were. A thread has one at a time. */
export class RunLibrary {
  readonly #options: RunLibraryOptions;
  readonly #prepare: PrepareRun;
  /** By thread. */
  readonly #running = new Map<string, { threadRun: ThreadRun; ended: Promise<void> }>();
  /** Threads in which a run is being made. */
  readonly #locked = new Set<string>();

  constructor(options: RunLibraryOptions, prepare: PrepareRun) {
    this.#options = options;
    this.#prepare = prepare;
  }

  /** @throws {ApiError} what is wrong with the request */
  async create(threadId: string, request: RunRequest, fault: Fault, isNewThread = false): Promise<ThreadRun> {
    const { threads, messages, assistants, stamp } = this.#options;
    return this.#alone(threadId, async () => {
      await this.checkFree(threadId);
      const assistant = await assistants.get(request.assistantId);
      const run = newRun(threadId, request, assistant, stamp);
      for (const message of request.additionalMessages) await messages.add(threadId, message);
      return this.#start(run, fault, async (threadRun) => {
        if (isNewThread) threadRun.tellThread(await threads.get(threadId));
        threadRun.begin();
      });
    });
  }

  /** Goes on with a run that waits. @throws {ApiError} 400 where it does not, or an output is missing */
  async submit(threadId: string, runId: string, outputs: readonly ToolOutput[], fault: Fault): Promise<ThreadRun> {
    return this.#alone(threadId, async () => {
      const run = await this.get(threadId, runId);
      if (!run.required_action) throw invalid(`Runs in status "${run.status}" do not accept tool outputs.`);
      const step = (await this.steps(threadId, runId)).findLast(({ status }) => status === 'in_progress');
      if (step?.step_details.type !== 'tool_calls') throw none('run step', runId);
      const tool_calls = step.step_details.tool_calls.map((call) => {
        if (call.type !== 'function') return call;
        const given = outputs.find(({ callId }) => callId === call.id);
        if (!given) throw invalid(`Expected tool outputs for call_ids ['${call.id}'].`, 'tool_outputs');
        return { ...call, function: { ...call.function, output: given.output } };
      });
      const answered: RunStep = { ...step, step_details: { type: 'tool_calls', tool_calls } };
      await (await this.#options.threads.steps(threadId)).put(answered);
      return this.#start(run, fault, async (threadRun) => threadRun.takeUp(answered));
    });
  }

  /** @throws {ApiError} 404 */
  async get(threadId: string, runId: string): Promise<Run> {
    const run = await (await this.#options.threads.runs(threadId)).get(runId);
    if (!run) throw none('run', runId);
    return this.#current(run);
  }

  /** Oldest first. */
  async list(threadId: string): Promise<Run[]> {
    const runs = await (await this.#options.threads.runs(threadId)).list();
    return Promise.all(runs.map((run) => this.#current(run)));
  }

  async setMetadata(threadId: string, runId: string, metadata: Record<string, string>): Promise<Run> {
    await this.get(threadId, runId);
    const changed = await (await this.#options.threads.runs(threadId)).update(runId, (run) => ({ ...run, metadata }));
    const running = this.#running.get(threadId)?.threadRun;
    if (running?.run.id === runId) running.run = { ...running.run, metadata };
    if (!changed) throw none('run', runId);
    return changed;
  }

  /** The steps of a run, oldest first. @throws {ApiError} 404 */
  async steps(threadId: string, runId: string): Promise<RunStep[]> {
    await this.get(threadId, runId);
    const steps = await (await this.#options.threads.steps(threadId)).list();
    return steps.filter(({ run_id }) => run_id === runId);
  }

  /** Asks a run to end; one that only waits has ended at once. @throws {ApiError} 400 where it is over */
  async cancel(threadId: string, runId: string): Promise<Run> {
    const run = await this.get(threadId, runId);
    if (!isActive(run)) throw invalid(`Cannot cancel run with status '${run.status}'.`);
    const running = this.#running.get(threadId)?.threadRun;
    if (running?.run.id !== runId) return this.#giveUp(run, 'cancelled');
    running.abort(new CancelledError());
    return running.run;
  }

  /** @throws {ApiError} 400 where the thread has a run that is not over */
  async checkFree(threadId: string): Promise<void> {
    const active = (await this.list(threadId)).find(isActive);
    if (active) throw new ApiError(400, `Thread ${threadId} already has an active run ${active.id}.`);
  }

  /** Ends what is under way in a thread, and waits until it is over. */
  async stop(threadId: string, reason: Error): Promise<void> {
    const running = this.#running.get(threadId);
    running?.threadRun.abort(reason);
    await running?.ended;
  }

  async close(): Promise<void> {
    const reason = new RunFailure('The local service was stopped.');
    await Promise.all([...this.#running.keys()].map((threadId) => this.stop(threadId, reason)));
  }

  async #start(run: Run, fault: Fault, begin: (threadRun: ThreadRun) => Promise<void>): Promise<ThreadRun> {
    const { threads, stamp, onError } = this.#options;
    const { thread_id: threadId } = run;
    const { answer, promptTokens } = await this.#prepare(run);
    const threadRun = new ThreadRun({
      run,
      runs: await threads.runs(threadId),
      steps: await threads.steps(threadId),
      messages: await threads.messages(threadId),
      stamp,
      pace: fault.pace ?? this.#options.pace,
      fault,
      promptTokens,
      onError,
    });
    await begin(threadRun);
    const ended = threadRun.carryOut(() => answer(threadRun)).finally(() => this.#running.delete(threadId));
    this.#running.set(threadId, { threadRun, ended });
    return threadRun;
  }

  /** A run that nobody carries out any more, or that has waited too long, is over. */
  async #current(run: Run): Promise<Run> {
    if (!isActive(run) || this.#running.get(run.thread_id)?.threadRun.run.id === run.id) return run;
    if (run.status !== 'requires_action') return this.#giveUp(run, 'failed');
    const isLate = run.expires_at !== null && this.#options.stamp.seconds() > run.expires_at;
    return isLate ? this.#giveUp(run, 'expired') : run;
  }

  async #giveUp(run: Run, status: 'cancelled' | 'failed' | 'expired'): Promise<Run> {
    const { threads, stamp } = this.#options;
    const at = stamp.seconds();
    const message = status === 'failed' ? 'The local service ended while it carried out this run.' : undefined;
    const last_error = message === undefined ? null : { code: 'server_error' as const, message };
    const times = status === 'expired' ? {} : { [`${status}_at`]: at };
    const over: Run = { ...run, status, required_action: null, expires_at: null, last_error, ...times };
    await (await threads.runs(run.thread_id)).put(over);
    const steps = await threads.steps(run.thread_id);
    for (const step of await steps.list()) {
      if (step.run_id === run.id && step.status === 'in_progress') {
        await steps.put({ ...step, ...endOf(status, at, message) });
      }
    }
    return over;
  }

  /** Two requests that come at once must not both find the thread free. */
  async #alone<T>(threadId: string, act: () => Promise<T>): Promise<T> {
    if (this.#locked.has(threadId)) throw new ApiError(400, `Thread ${threadId} already has an active run.`);
    this.#locked.add(threadId);
    try {
      return await act();
    } finally {
      this.#locked.delete(threadId);
    }
  }
}
