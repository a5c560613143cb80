import { keepAlive, streamEnd, streamHeaders, streamStart } from '../../protocol/index.ts';
import type { LogPage, RunLog } from '../store.ts';
import type { Remarks } from './remarks.ts';

export interface EventStreamOptions {
  /** The first event to send, counted from 0. */
  from?: number;
  /** Silence after which a comment is sent, in milliseconds; 15 s by default. */
  keepAliveMs?: number;
  /** What is said beside the run, while there is somebody here to say it. */
  remarks?: Remarks | undefined;
  /** Told when the log cannot be read: the reader sees a cut then, and asks again. */
  report?: (error: unknown) => void;
}

/**
 * The answer that streams a run from its log. The log is read only when the connection takes more, so a reader who is slow lags
 * behind in the log and neither holds the run up nor fills memory; and one who goes away stops nothing but this stream.
 */
export function eventStream(log: RunLog, runId: string, options: EventStreamOptions = {}): Response {
  return new Response(readEvents(log, runId, options), { headers: streamHeaders });
}

function readEvents(
  log: RunLog,
  runId: string,
  { from = 0, keepAliveMs = 15_000, remarks, report }: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  let position = from;
  let hasBegun = false;
  let reading: Promise<LogPage | undefined> | undefined;
  /** The newest remark that is not sent yet: who reads slowly misses the ones before it. */
  let remark: string | undefined;
  let hear: () => void = () => undefined;
  const leave = remarks?.listen((event) => {
    remark = event;
    hear();
  });

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!hasBegun) {
          hasBegun = true;
          controller.enqueue(encoder.encode(streamStart));
          return;
        }
        reading ??= log.read(runId, position, gone.signal).catch((error: unknown) => {
          if (!gone.signal.aborted) report?.(error);
          return undefined;
        });
        const heard = new Promise<'heard'>((resolve) => (hear = () => resolve('heard')));
        if (remark !== undefined) hear();
        const page = await withTimeout(Promise.race([reading, heard]), keepAliveMs);
        if (page === 'timeout' || page === 'heard') {
          controller.enqueue(encoder.encode(page === 'timeout' ? keepAlive : (remark ?? '')));
          remark = undefined;
          return;
        }
        reading = undefined;
        // The run has gone on since.
        remark = undefined;
        // A log that vanished while it was read ends the stream without a terminal chunk: the reader sees a cut and asks again.
        const events = page?.events ?? [];
        position += events.length;
        const end = page?.ended ? streamEnd : '';
        if (events.length > 0 || end !== '') controller.enqueue(encoder.encode(events.join('') + end));
        if (page && !page.ended) return;
        leave?.();
        controller.close();
      },
      cancel() {
        leave?.();
        gone.abort();
      },
    },
    // Nothing is read ahead of the connection.
    { highWaterMark: 0 },
  );
}

async function withTimeout<Value>(promise: Promise<Value>, ms: number): Promise<Value | 'timeout'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(resolve, ms, 'timeout');
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
