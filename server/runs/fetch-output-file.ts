import type { OutputFile } from '../../protocol/index.ts';
import type { Place } from '../access/names.ts';
import type { Adapter } from '../adapter.ts';
import { toAssistantError } from '../assistant-error.ts';
import type { Visit } from '../access/visit.ts';
import type { Fetched } from './output-files.ts';

/** How often a file is asked for that the service is about to forget. */
const tries = 3;

/** Copies a file that the assistant has written, before the service forgets it. */
export async function fetchOutputFile(file: OutputFile, { engine, files }: Adapter, visit: Visit): Promise<Fetched> {
  const { id, filename: name, mediaType: type } = file;
  for (let attempt = 1; ; attempt++) {
    try {
      const place = placeOf(id, visit);
      const kept = await files.get(place.id);
      if (kept) return { status: 'ready', bytes: kept.size };
      const content = await engine.fileContent(place, visit.patient);
      await files.put(place.id, { name, type, stream: () => content.stream() });
      const copy = await files.get(place.id);
      return { status: 'ready', bytes: copy?.size ?? content.size ?? null };
    } catch (error) {
      if (attempt < tries && toAssistantError(error).retryable) continue;
      visit.report(error);
      return toFailure(error);
    }
  }
}

/** The same for a message of the past: whether the file can still be had, without fetching it. */
export async function findOutputFile({ id }: OutputFile, { engine, files }: Adapter, visit: Visit): Promise<Fetched> {
  try {
    const place = placeOf(id, visit);
    const kept = await files.get(place.id);
    if (kept) return { status: 'ready', bytes: kept.size };
    const { bytes } = await engine.readFile(place, visit.request);
    return { status: 'ready', bytes };
  } catch (error) {
    return toFailure(error);
  }
}

function placeOf(id: string, visit: Visit): Place {
  const place = visit.names.openFile(id);
  if (!place) throw new TypeError('An engine must name files by context.names.');
  return place;
}

function toFailure(error: unknown): Fetched {
  const { code, message } = toAssistantError(error);
  const isGone = code === 'file_gone' || code === 'not_found';
  return { status: 'failed', error: message, ...(isGone ? { gone: true } : {}) };
}
