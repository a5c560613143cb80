import { keepAlive, streamEnd, streamHeaders, streamStart } from '../../protocol/index.ts';
import type { LogPage, RunLog } from '../store.ts';

export interface EventStreamOptions {
  /** The first event to send, counted from 0. */
  from?: number;
  /** Silence after which a comment is sent, in milliseconds; 15 s by default. */
  keepAliveMs?: number;
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
  { from = 0, keepAliveMs = 15_000 }: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  let position = from;
  let hasBegun = false;
  let reading: Promise<LogPage | undefined> | undefined;

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!hasBegun) {
          hasBegun = true;
          controller.enqueue(encoder.encode(streamStart));
          return;
        }
        reading ??= log.read(runId, position, gone.signal);
        const page = await withTimeout(reading, keepAliveMs);
        if (page === 'timeout') {
          controller.enqueue(encoder.encode(keepAlive));
          return;
        }
        reading = undefined;
        // A log that vanished while it was read ends the stream without a terminal chunk: the reader sees a cut and asks again.
        const events = page?.events ?? [];
        position += events.length;
        const end = page?.ended ? streamEnd : '';
        if (events.length > 0 || end !== '') controller.enqueue(encoder.encode(events.join('') + end));
        if (!page || page.ended) controller.close();
      },
      cancel() {
        // The read that is under way rejects, and nobody is left to care.
        reading?.catch(() => undefined);
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
