import type { RunLog } from '../store.ts';

export interface LogWriterOptions {
  log: RunLog;
  runId: string;
  /** The position of the first event. */
  from: number;
  /** Called once where another process has ended the run: the log takes no more then. */
  onRefused: () => void;
  report: (error: unknown) => void;
}

/** How often a run that has nothing to tell shows that it lives; in twice that time it hears that it was ended elsewhere, in milliseconds. */
const beatMs = 500;
/** How long a store that is out of order is tried again, and how many events may wait for it meanwhile. */
const patienceMs = 30_000;
const pauseMs = 250;
const mostWaiting = 1000;
/** How much is held ready for a store that forgets, in UTF-16 code units. */
const longestKept = 1024 * 1024;

/**
 * Writes a run into its log, in order: what comes while the log is at work goes in with one call. A store that is gone for a while
 * is told later what it lacks, and one that has forgotten everything is told everything again. Where there is no log any more, the
 * run goes on without it: the service keeps what it says.
 */
export class LogWriter {
  readonly #options: LogWriterOptions;
  readonly #beat: ReturnType<typeof setInterval>;
  /** All events from the first on, as long as they are few enough. */
  #kept: string[] | undefined = [];
  #keptLength = 0;
  #waiting: string[] = [];
  /** The position behind the last event that the log has. */
  #written: number;
  #hasWritten = false;
  #hasLog = true;
  #flushing: Promise<void> | undefined;

  constructor(options: LogWriterOptions) {
    this.#options = options;
    this.#written = options.from;
    this.#beat = setInterval(() => this.#tick(), beatMs);
  }

  /** Gives something to await only where too much is waiting for the log already: most events cost no promise. */
  write(event: string): Promise<void> | undefined {
    if (!this.#hasLog) return undefined;
    this.#keep(event);
    this.#waiting.push(event);
    this.#flushing ??= this.#flush();
    return this.#waiting.length >= mostWaiting ? this.#flushing : undefined;
  }

  /** Settles when the log has all that was written. */
  async flush(): Promise<void> {
    await this.#flushing;
  }

  /** May be called again. */
  async close(keepMs: number): Promise<void> {
    clearInterval(this.#beat);
    await this.flush();
    if (this.#hasLog) await this.#options.log.close(this.#options.runId, keepMs);
  }

  #keep(event: string): void {
    this.#keptLength += event.length;
    if (this.#keptLength > longestKept) this.#kept = undefined;
    else this.#kept?.push(event);
  }

  #tick(): void {
    if (!this.#hasWritten) this.#flushing ??= this.#flush();
    this.#hasWritten = false;
  }

  /** Writes once even where nothing waits. */
  async #flush(): Promise<void> {
    try {
      do {
        const events = this.#waiting;
        this.#waiting = [];
        await this.#append(events);
        this.#written += events.length;
        this.#hasWritten = true;
      } while (this.#waiting.length > 0 && this.#hasLog);
    } finally {
      this.#flushing = undefined;
    }
  }

  async #append(events: readonly string[]): Promise<void> {
    const { log, runId, from, onRefused, report } = this.#options;
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      try {
        let appended = await log.append(runId, this.#written, events);
        if (appended === 'missing' && this.#kept) appended = await log.append(runId, from, this.#kept);
        if (appended === 'kept') return;
        this.#stop();
        if (appended === 'refused') onRefused();
        else report(new Error('The store has forgotten a run while it was written.'));
        return;
      } catch (error) {
        if (Date.now() >= giveUpAt) {
          this.#stop();
          report(error);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  #stop(): void {
    this.#hasLog = false;
    clearInterval(this.#beat);
  }
}
