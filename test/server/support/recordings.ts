// Streams that were recorded from real services, where the variable RECORDINGS names a folder of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpstreamEvent } from '../../../server/engines/responses/map/item-mapper.ts';

export const recordings = process.env['RECORDINGS'];

/** Why there is nothing to read, for the report. */
export const noRecordings =
  recordings === undefined
    ? 'the variable RECORDINGS names no folder of recorded streams'
    : existsSync(recordings)
      ? false
      : `there is no folder ${recordings}`;

export interface Recording {
  name: string;
  /** One list per response: a file may hold several, one after the other. */
  responses: UpstreamEvent[][];
}

/** Every recorded stream of the Responses API. */
export function readRecordings(): Recording[] {
  if (noRecordings) return [];
  return readdirSync(recordings ?? '', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:chunks|sse)\.txt$/.test(file))
    .sort()
    .map((file) => ({ name: file, responses: split(eventsOf(readFileSync(join(recordings ?? '', file), 'utf8'))) }))
    .filter(({ responses }) => responses.length > 0);
}

/** A line that is no JSON, which one of them holds on purpose, is passed over as a client would not. */
function eventsOf(text: string): UpstreamEvent[] {
  return text.split('\n').flatMap((line): UpstreamEvent[] => {
    const data = line.startsWith('data:') ? line.slice('data:'.length) : line;
    if (!data.trim().startsWith('{')) return [];
    try {
      const event = JSON.parse(data) as UpstreamEvent;
      return event.type?.startsWith('response.') || event.type === 'error' ? [event] : [];
    } catch {
      return [];
    }
  });
}

function split(events: UpstreamEvent[]): UpstreamEvent[][] {
  const responses: UpstreamEvent[][] = [];
  for (const event of events) {
    if (event.type === 'response.created') responses.push([]);
    responses.at(-1)?.push(event);
  }
  return responses;
}
