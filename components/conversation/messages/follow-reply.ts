import { isTerminal, type Chunk } from '../../../protocol/index.ts';
import type { EventCursor } from '../transport/event-cursor.ts';
import { pause } from '../transport/retry-delay.ts';
import { clientError, TransportError } from '../transport/transport-error.ts';
import type { ReplyEvents } from '../transport/transport.ts';

/** Fruitless attempts in a row after which a reply is given up, for now: with the usual delays more than half a minute. */
const maxAttempts = 8;

export interface FollowOptions {
  signal: AbortSignal;
  /** How far the reply has been read. */
  cursor: EventCursor;
  onChunk: (chunk: Chunk) => void;
  /** The stream begins anew: what came so far comes again. */
  onReplay: () => void;
  onConnection: (connection: 'online' | 'reconnecting') => void;
  /** True where an end without a word may be the end: nothing is open any more. */
  isWhole: () => boolean;
  /** Opens the stream again; null where nothing runs, or where the backend cannot. */
  resume: (after: string | undefined) => Promise<ReplyEvents | null>;
  retryDelay: (attempt: number) => number;
}

/**
 * Reads a reply to its end, over any number of cuts: what is missing is asked for, what comes twice is dropped. Resolves to
 * `gone` where the connection was cut and nothing runs any more, so that the end has to be looked up.
 * @throws {TransportError} when it is given up, and the signal's reason.
 */
export async function followReply(opened: ReplyEvents | null, options: FollowOptions): Promise<'ended' | 'gone'> {
  const { signal, cursor, resume, onConnection } = options;
  let events = opened;
  let attempt = 0;
  for (;;) {
    let retryAfterMs = 0;
    try {
      const isReopened = events !== opened || events === null;
      events ??= await resume(cursor.last);
      signal.throwIfAborted();
      if (!events) return 'gone';
      onConnection('online');
      if (await readEvents(events, isReopened, options, () => (attempt = 0))) return 'ended';
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransportError) {
        if (!error.retryable) throw error;
        retryAfterMs = error.retryAfterMs ?? 0;
      }
    }
    events = null;
    if (attempt >= maxAttempts) throw clientError('connection_lost');
    onConnection('reconnecting');
    await pause(Math.max(options.retryDelay(attempt++), retryAfterMs), signal);
  }
}

/** True when the reply has ended, false when the stream was cut. */
async function readEvents(
  events: ReplyEvents,
  isReopened: boolean,
  { signal, cursor, onChunk, onReplay, isWhole }: FollowOptions,
  onProgress: () => void,
): Promise<boolean> {
  let isFirst = isReopened;
  let hasEnded = false;
  for await (const read of events) {
    for (const { id, chunk } of 'chunk' in read ? [read] : read) {
      signal.throwIfAborted();
      if (isFirst && chunk.type === 'start' && cursor.startsOver(id)) onReplay();
      isFirst = false;
      // A stream that does not begin with its beginning has lost it on the way.
      if (id !== undefined && cursor.last === undefined && chunk.type !== 'start') return false;
      const sequence = cursor.read(id);
      if (sequence === 'seen') continue;
      if (sequence === 'gap') return false;
      onProgress();
      onChunk(chunk);
      if (chunk.type === 'finish' || chunk.type === 'error') return true;
      hasEnded ||= isTerminal(chunk);
    }
  }
  signal.throwIfAborted();
  // Backends without ids are not obliged to say that they are done.
  return hasEnded || (cursor.last === undefined && isWhole());
}
