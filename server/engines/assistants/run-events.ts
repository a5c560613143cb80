import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import { AssistantError } from '../../assistant-error.ts';
import { IdleWatch } from '../upstream/idle-watch.ts';
import { fromUpstream } from '../upstream/upstream-error.ts';
import { polledEvents, type PollOptions } from './polled-events.ts';

export interface RunEventsOptions extends Omit<PollOptions, 'runId'> {
  /** Begins the run, or goes on with it; never called twice. */
  open: (signal: AbortSignal) => Promise<AsyncIterable<AssistantStreamEvent> | Run>;
  /** Known already where a run goes on. */
  runId: string | undefined;
  /** Told which run it is. */
  onRun: (run: Run) => void;
  /** The longest silence, in milliseconds. */
  idleMs: number;
}

/**
 * The events of a run from where it is opened to where it ends or waits. A stream that breaks does not end its run, but cannot be
 * read a second time: the rest is polled. Ends early only when the signal says so.
 * @throws {AssistantError} when the service is silent for too long, or the rest cannot be read
 */
export async function* runEvents(options: RunEventsOptions): AsyncGenerator<AssistantStreamEvent, void, void> {
  const { open, onRun, idleMs, signal } = options;
  let { runId } = options;
  const reading = new AbortController();
  // A run that is being made is awaited first, for else nobody could cancel it.
  const stop = () => runId !== undefined && reading.abort();
  signal.addEventListener('abort', stop);
  const watch = new IdleWatch(idleMs, () => reading.abort());
  try {
    const opened = await open(reading.signal);
    if (!(Symbol.asyncIterator in opened)) {
      runId = opened.id;
      onRun(opened);
    } else {
      for await (const event of opened) {
        watch.heard();
        if (runId === undefined && isRunEvent(event)) {
          runId = event.data.id;
          onRun(event.data);
        }
        yield event;
        if (isLast(event) || signal.aborted) return;
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    watch.check();
    const cause = fromUpstream(error);
    const isBroken = cause.code === 'service_cut' || cause.code === 'service_garbled' || cause.code === 'service_down';
    if (runId === undefined || !isBroken) throw cause;
  } finally {
    watch.end();
    signal.removeEventListener('abort', stop);
    reading.abort();
  }
  if (signal.aborted) return;
  if (runId === undefined) throw new AssistantError('service_garbled');
  yield* polledEvents({ ...options, runId });
}

type RunEvent = Extract<AssistantStreamEvent, { data: Run }>;

function isRunEvent(event: AssistantStreamEvent): event is RunEvent {
  return /^thread\.run\.[a-z_]+$/.test(event.event);
}

/** True for what no event of the same stream follows. */
export function isLast({ event }: AssistantStreamEvent): boolean {
  return /^thread\.run\.(?:requires_action|completed|incomplete|failed|cancelled|expired)$/.test(event);
}
