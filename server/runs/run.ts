import { encodeEvent, isTerminal, type Chunk, type RunStatus } from '../../protocol/index.ts';
import { AssistantError, toAssistantError } from '../assistant-error.ts';
import type { RunLog } from '../store.ts';
import { cancelledEnding, failedEnding } from './endings.ts';
import { LogWriter } from './log-writer.ts';
import { Remarks } from './remarks.ts';

/** Chunks, where they come from. */
export type Chunks = AsyncIterable<Chunk> | Iterable<Chunk>;
/** Begins to produce chunks; the signal ends the run. */
export type RunSource = (signal: AbortSignal, remark: Remarks['tell']) => Chunks | Promise<Chunks>;

export interface RunOptions {
  log: RunLog;
  source: RunSource;
  /** What the run has told before, where the log has lost it: it is kept, but is no part of what begins now. */
  before?: RunSource;
  /** The source tells the run from its beginning: in the same events that the log may have, or in others, which take their place. */
  replay?: 'same' | 'other';
  /** Called once another process has ended the run. */
  onRefused?: (runId: string) => void;
  /** The last change to a chunk before it is kept. */
  shape: (chunk: Chunk) => Chunk;
  /** Told about a failure after the first chunk; one before it rejects `started`. */
  report: (error: unknown) => void;
}

/** Where a run can be read: its handle, and the position of the first event of this part of it. */
export interface RunStart {
  id: string;
  from: number;
}

/** How long a log can be read on once its run is over, and while its run waits for somebody. */
export const keepEndedMs = 5 * 60_000;
const keepWaitingMs = 60 * 60_000;

/**
 * A run that this process holds: chunks are taken from the engine as fast as it gives them and kept in the log, whether or not
 * anybody reads.
 */
export class Run {
  /** Settles with the first chunk, which says what the run is called; rejects when it never comes to that. */
  readonly started: Promise<RunStart>;
  /** Settles when nothing more comes, whatever the reason. */
  readonly ended: Promise<void>;
  readonly remarks = new Remarks();

  readonly #options: RunOptions;
  readonly #stopping = new AbortController();
  #tellStarted!: { resolve: (start: RunStart) => void; reject: (error: unknown) => void };
  #id: string | undefined;
  #writer: LogWriter | undefined;
  #next = 0;
  #isOver = false;
  #status: RunStatus = 'in_progress';

  constructor(options: RunOptions) {
    this.#options = options;
    this.started = new Promise((resolve, reject) => (this.#tellStarted = { resolve, reject }));
    // Whether somebody awaits it or not, a run that does not start is no unhandled rejection.
    this.started.catch(() => undefined);
    this.ended = this.#pump();
  }

  /** The run's handle, once it is known. */
  get id(): string | undefined {
    return this.#id;
  }

  get status(): RunStatus {
    return this.#status;
  }

  /** Nothing but its cleaning up is left to do. */
  get isEnding(): boolean {
    return this.#isOver || this.#stopping.signal.aborted;
  }

  /** Ends the run for good, in the service too. */
  stop(): void {
    this.#stopping.abort();
  }

  async #pump(): Promise<void> {
    const { source, before, report } = this.#options;
    const { signal } = this.#stopping;
    if (before) await this.#restore(before, signal).catch(report);
    try {
      for await (const chunk of await source(signal, this.remarks.tell)) await this.#keep(chunk);
      if (!this.#isOver) await this.#end();
    } catch (error) {
      await this.#fail(error).catch(report);
    }
    await this.#close().catch(report);
    // Has no effect on a run that has started; one whose log is out of order must not leave anybody waiting.
    this.#tellStarted.reject(new AssistantError('internal'));
  }

  async #restore(before: RunSource, signal: AbortSignal): Promise<void> {
    let id: string | undefined;
    for await (const chunk of await before(signal, () => undefined)) {
      if (chunk.type === 'start') id ??= chunk.messageMetadata?.run?.id;
      if (id === undefined) continue;
      this.#writer ??= this.#open(id, 0);
      await this.#write(id, chunk);
    }
  }

  /** What an engine leaves out when it stops because it was told to. */
  async #end(): Promise<void> {
    if (this.#id === undefined || !this.#stopping.signal.aborted) throw new AssistantError('service_cut');
    for (const chunk of cancelledEnding(this.#id)) await this.#keep(chunk);
  }

  async #fail(cause: unknown): Promise<void> {
    const error = toAssistantError(cause);
    if (this.#id === undefined) {
      this.#tellStarted.reject(this.#stopping.signal.aborted ? new AssistantError('stopped') : error);
      return;
    }
    this.#options.report(cause);
    for (const chunk of failedEnding(this.#id, error)) await this.#keep(chunk);
  }

  /** Gives something to await only where the log, or a reader, needs time. */
  #keep(chunk: Chunk): Promise<void> | undefined {
    const run = chunk.type === 'start' || chunk.type === 'message-metadata' ? chunk.messageMetadata?.run : undefined;
    if (run) this.#status = run.status;
    this.#isOver = isTerminal(chunk);
    if (this.#id === undefined) return this.#start(chunk);
    const written = this.#write(this.#id, chunk);
    return this.#isAllTold(chunk) ? this.#close() : written;
  }

  async #start(chunk: Chunk): Promise<void> {
    const id = chunk.type === 'start' ? chunk.messageMetadata?.run?.id : undefined;
    if (id === undefined) throw new TypeError('A run must begin with `start` and its id in the metadata.');
    this.#id = id;
    const from = await this.#begin(id);
    await this.#write(id, chunk);
    await this.#writer?.flush();
    this.#tellStarted.resolve({ id, from });
  }

  /** Returns the position of what begins. */
  async #begin(id: string): Promise<number> {
    const { log, replay } = this.#options;
    if (this.#writer) return this.#next;
    if (replay === 'other') await log.close(id, 0);
    const from = replay ? 0 : (await log.state(id)).size;
    this.#writer = this.#open(id, from);
    return from;
  }

  #open(runId: string, from: number): LogWriter {
    this.#next = from;
    return new LogWriter({
      log: this.#options.log,
      runId,
      from,
      onRefused: () => this.#options.onRefused?.(runId),
      report: this.#options.report,
    });
  }

  /**
   * True once readers need not wait for what the engine still has to put away. After `abort` there is a `finish` to come, and a
   * run that waits for somebody may be one that has been answered since.
   */
  #isAllTold({ type }: Chunk): boolean {
    return this.#isOver && type !== 'abort' && this.#status !== 'requires_action';
  }

  async #close(): Promise<void> {
    await this.#writer?.close(this.#status === 'requires_action' ? keepWaitingMs : keepEndedMs);
  }

  #write(id: string, chunk: Chunk): Promise<void> | undefined {
    const event = encodeEvent({ id: `${id}.${this.#next}`, chunk: this.#options.shape(chunk) });
    this.#next++;
    return this.#writer?.write(event);
  }
}
