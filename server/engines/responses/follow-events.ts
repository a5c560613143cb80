import type OpenAI from 'openai';
import { AssistantError } from '../../assistant-error.ts';
import { IdleWatch } from '../upstream/idle-watch.ts';
import { pause } from '../upstream/pause.ts';
import { retryDelay } from '../upstream/retry-delay.ts';
import { fromUpstream } from '../upstream/upstream-error.ts';
import { EventPlace } from './event-place.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import { eventsOf, findResponse, isOver } from './whole-response.ts';

export interface FollowOptions {
  /** By which a stream that breaks is read on behind its last event; undefined where the service does not run on by itself. */
  background: OpenAI | undefined;
  /** Begins the response; called once at most. */
  create?: (signal: AbortSignal) => Promise<AsyncIterable<UpstreamEvent>>;
  /** The response to read, where it exists already. */
  responseId?: string;
  /** How long nothing may be heard of the response, in milliseconds: neither an event nor that it is being written. */
  idleMs: number;
  /** Stops reading; one that is being created is awaited first, for else nobody could cancel it. */
  signal: AbortSignal;
}

/** How often in a row the service may say that it does not know the response, for it knows a new one only after a moment. */
const mostMisses = 4;
/** How many times the allowed silence a response may take that is said to be written all the while. */
const mostSilence = 10;

/**
 * The events of one response from the first to the last. A stream that breaks, falls silent or leaves events out is read on where
 * it was whole, never begun a second time, and events that come twice are dropped. Ends early only when the signal says so.
 * @throws {AssistantError} when nothing is heard of the response for too long, or the rest cannot be read
 */
export async function* followEvents(options: FollowOptions): AsyncGenerator<UpstreamEvent, void, void> {
  const { background, create, idleMs, signal } = options;
  const isBackground = background !== undefined;
  const place = new EventPlace(options.responseId);
  /** When the last event came, and when anything was heard. */
  let readAt = Date.now();
  let heardAt = readAt;
  let failures = 0;
  let misses = 0;

  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const reading = new AbortController();
    const stop = () => (place.responseId !== undefined || !isBackground) && reading.abort();
    signal.addEventListener('abort', stop);
    // A line may be dead though nobody has said so: in half of the time another one is tried.
    const watch = new IdleWatch(isBackground ? idleMs / 2 : idleMs, () => reading.abort());
    const isBeginning = isFirst && create !== undefined;
    let isOpen = false;
    let isRead = false;
    let cause: AssistantError;
    try {
      const events = await (isBeginning ? create(reading.signal) : reread(background, place, reading.signal));
      isOpen = true;
      for await (const event of events) {
        watch.heard();
        const sequence = place.read(event, isBackground);
        if (sequence === 'seen') continue;
        if (sequence === 'gap') throw new AssistantError('service_cut');
        isRead = true;
        yield event;
        if (isTerminalEvent(event) || signal.aborted) return;
      }
      cause = new AssistantError(place.responseId === undefined ? 'service_garbled' : 'service_cut');
    } catch (error) {
      cause = fromUpstream(error);
    } finally {
      watch.end();
      signal.removeEventListener('abort', stop);
      reading.abort();
    }
    if (signal.aborted) return;
    if (watch.isSilent) cause = new AssistantError('service_silent');
    if (!background || !place.canBeReadOn || !mayTryAgain(cause, isOpen || isBeginning)) throw lost(cause);
    if (isRead) {
      failures = misses = 0;
      readAt = heardAt = Date.now();
    }
    failures++;
    misses = cause.code === 'not_found' ? misses + 1 : 0;

    // A look that brought nothing new: the service may keep the result, but no longer the way to it.
    if (watch.isSilent || (!isFirst && !isRead)) {
      const response = await findResponse(background, place.responseId, signal);
      if (response && isOver(response)) {
        yield* eventsOf(response);
        return;
      }
      if (response?.status === 'in_progress') heardAt = Date.now();
    }
    const now = Date.now();
    if (misses >= mostMisses || now - heardAt >= idleMs || now - readAt >= mostSilence * idleMs) throw lost(cause);
    await pause(Math.max(retryDelay(failures), (cause.retryAfter ?? 0) * 1000), signal);
  }
}

function reread(client: OpenAI | undefined, { responseId, last }: EventPlace, signal: AbortSignal) {
  if (!client) throw new AssistantError('service_cut');
  const position = last < 0 ? {} : { starting_after: last };
  return client.responses.retrieve(responseId ?? '', { stream: true, ...position }, { signal });
}

function isTerminalEvent({ type }: UpstreamEvent): boolean {
  return (
    type === 'error' || type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed'
  );
}

/** A response that is not to be found any more was there once: nobody has asked for something that does not exist. */
function lost(cause: AssistantError): AssistantError {
  return cause.code === 'not_found' ? new AssistantError('service_cut', { cause }) : cause;
}

/**
 * What broke on the way is worth another look, and so is a look that was refused; what the service says of the response itself,
 * in its stream or when it is asked for it, stands.
 */
function mayTryAgain({ code, retryable }: AssistantError, isOfResponse: boolean): boolean {
  if (code === 'service_cut' || code === 'service_garbled' || code === 'service_down' || code === 'service_silent') {
    return true;
  }
  return !isOfResponse && (retryable || code === 'not_found');
}
