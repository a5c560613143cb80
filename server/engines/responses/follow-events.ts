import type OpenAI from 'openai';
import type { Response } from 'openai/resources/responses/responses';
import { AssistantError } from '../../assistant-error.ts';
import { IdleWatch } from '../upstream/idle-watch.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import { pause } from '../upstream/pause.ts';
import { fromUpstream } from '../upstream/upstream-error.ts';

export interface FollowOptions {
  client: OpenAI;
  /** Begins the response; called once at most. */
  create?: (signal: AbortSignal) => Promise<AsyncIterable<UpstreamEvent>>;
  /** The response to read, where it exists already. */
  responseId?: string;
  /** The service runs on by itself, so a stream that breaks can be read on behind its last event. */
  isBackground: boolean;
  /** The longest silence, in milliseconds. */
  idleMs: number;
  /** Stops reading; one that is being created is awaited first, for else nobody could cancel it. */
  signal: AbortSignal;
}

const mostFailures = 4;

/**
 * The events of one response from the first to the last. A stream that breaks is read on where it broke, never begun a second
 * time, and events that come twice are dropped. Ends early only when the signal says so.
 * @throws {AssistantError} when the service is silent for too long, or the rest cannot be read
 */
export async function* followEvents(options: FollowOptions): AsyncGenerator<UpstreamEvent, void, void> {
  const { client, create, isBackground, idleMs, signal } = options;
  let { responseId } = options;
  let last = -1;
  let hasRead = false;
  let failures = 0;

  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const reading = new AbortController();
    const stop = () => (responseId !== undefined || !isBackground) && reading.abort();
    signal.addEventListener('abort', stop);
    const watch = new IdleWatch(idleMs, () => reading.abort());
    const before = last;
    try {
      const opening = isFirst && create ? create(reading.signal) : reread(client, responseId, last, reading.signal);
      for await (const event of await opening) {
        watch.heard();
        if ('response' in event) responseId = event.response.id;
        if (event.sequence_number <= last) continue;
        last = event.sequence_number ?? last;
        hasRead = true;
        failures = 0;
        yield event;
        if (isTerminalEvent(event)) return;
        if (signal.aborted) return;
      }
      if (signal.aborted) return;
      watch.check();
      throw new AssistantError(responseId === undefined ? 'service_garbled' : 'service_cut');
    } catch (error) {
      if (signal.aborted) return;
      watch.check();
      failures++;
      const cause = lost(fromUpstream(error));
      // Where events are not counted nobody can say what comes next, and all of it again would be said twice.
      const hasPlace = responseId !== undefined && (last >= 0 || !hasRead);
      if (!isBackground || !hasPlace || failures >= mostFailures || !isBroken(cause)) throw cause;
    } finally {
      watch.end();
      signal.removeEventListener('abort', stop);
      reading.abort();
    }
    // A second look that brought nothing new: the service may keep the result, but no longer the way to it.
    if (!isFirst && last === before) {
      const rest = await restOf(client, responseId, signal);
      if (rest) {
        yield* rest;
        return;
      }
    }
    await pause(100 * 2 ** failures, signal);
  }
}

function reread(
  client: OpenAI,
  responseId: string | undefined,
  last: number,
  signal: AbortSignal,
): Promise<AsyncIterable<UpstreamEvent>> {
  const position = last < 0 ? {} : { starting_after: last };
  return client.responses.retrieve(responseId ?? '', { stream: true, ...position }, { signal });
}

/** What the events would have told of a response that is over; undefined while it is not. */
async function restOf(
  client: OpenAI,
  responseId: string | undefined,
  signal: AbortSignal,
): Promise<UpstreamEvent[] | undefined> {
  const response = await client.responses.retrieve(responseId ?? '', {}, { signal }).catch(() => undefined);
  if (!response || response.status === 'queued' || response.status === 'in_progress') return undefined;
  const sequence_number = Number.MAX_SAFE_INTEGER;
  const items = response.output.map((item, output_index): UpstreamEvent => {
    return { type: 'response.output_item.done', output_index, item, sequence_number };
  });
  return [...items, { type: endingOf(response), response, sequence_number }];
}

/** There is no event for a response that was cancelled; its status tells. */
function endingOf({ status }: Response) {
  return status === 'incomplete'
    ? 'response.incomplete'
    : status === 'completed'
      ? 'response.completed'
      : 'response.failed';
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

/** What broke on the way is worth another look; what the service says of the response itself stands. */
function isBroken({ code }: AssistantError): boolean {
  return code === 'service_cut' || code === 'service_garbled' || code === 'service_down';
}
