import type { OutputFile } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { toAssistantError } from '../assistant-error.ts';
import type { Visit } from '../access/visit.ts';
import type { Fetched } from './output-files.ts';

const patienceMs = 60_000;

/** Copies a file that the assistant has written, before the service forgets it. */
export async function fetchOutputFile(
  { id, filename, mediaType }: OutputFile,
  { engine, files }: Adapter,
  visit: Visit,
): Promise<Fetched> {
  try {
    const place = visit.names.openFile(id);
    if (!place) throw new TypeError('An engine must name files by context.names.');
    const kept = await files.get(place.id);
    if (kept) return { status: 'ready', bytes: kept.size };
    const content = await engine.fileContent(place, visit.engine(AbortSignal.timeout(patienceMs)));
    await files.put(place.id, { name: filename, type: mediaType, stream: () => content.stream() });
    const copy = await files.get(place.id);
    return { status: 'ready', bytes: copy?.size ?? content.size ?? null };
  } catch (error) {
    visit.report(error);
    return { status: 'failed', error: toAssistantError(error).message };
  }
}

/** The same for a message of the past: whether the file can still be had, without fetching it. */
export async function findOutputFile({ id }: OutputFile, { engine, files }: Adapter, visit: Visit): Promise<Fetched> {
  try {
    const place = visit.names.openFile(id);
    if (!place) throw new TypeError('An engine must name files by context.names.');
    const kept = await files.get(place.id);
    if (kept) return { status: 'ready', bytes: kept.size };
    const { bytes } = await engine.readFile(place, visit.request);
    return { status: 'ready', bytes };
  } catch (error) {
    return { status: 'failed', error: toAssistantError(error).message };
  }
}
