import type { FilePart } from '../../protocol/index.ts';
import { accepts } from './accepts.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import type { EngineContext, MessageFile, ThreadRecord } from '../engine.ts';
import { inWords, type Limits } from '../limits.ts';
import { claimedMediaType } from './media-type.ts';
import type { Names, Place } from '../access/names.ts';
import { safeFilename } from './safe-filename.ts';
import { sniffedBytes, sniffedMediaType } from './sniff-media-type.ts';
import type { FileContent, StoredFile } from '../store.ts';

/** A file as a message brings it: one of ours, or bytes of its own. */
export type BroughtFile = { place: Place } | { file: File };

/**
 * The files of a message, checked before anything is sent anywhere. Ours are known by their handles; other addresses are
 * refused, never fetched.
 * @throws {AssistantError}
 */
export function broughtFiles(parts: readonly FilePart[], names: Names, limits: Limits): BroughtFile[] {
  if (parts.length > limits.maxFiles) {
    throw new AssistantError('too_many_files', { message: `Attach at most ${limits.maxFiles} files to a message.` });
  }
  return parts.map((part) => {
    if (part.url.startsWith('data:')) return { file: checkFile(fileFromDataUrl(part), limits) };
    const place = placeOf(part, names);
    if (place) return { place };
    throw new AssistantError(namesOurs(part) ? 'not_found' : 'unsupported_url');
  });
}

/** @throws {AssistantError} when it is larger or of another kind than the limits allow */
export function checkFile<Facts extends Pick<File, 'name' | 'size' | 'type'>>(
  file: Facts,
  { maxFileBytes, accept }: Limits,
): Facts {
  if (file.size > maxFileBytes) throw tooLarge(maxFileBytes);
  if (!accepts(accept, file)) throw new AssistantError('unsupported_file_type');
  return file;
}

export function tooLarge(maxFileBytes: number): AssistantError {
  return new AssistantError('file_too_large', { message: `A file may have at most ${inWords(maxFileBytes)}.` });
}

/** The files as files of the thread: what came along is uploaded, and what belongs elsewhere is copied. */
export async function placeFiles(
  brought: readonly BroughtFile[],
  thread: ThreadRecord,
  adapter: Adapter,
  context: EngineContext,
): Promise<MessageFile[]> {
  const placed: MessageFile[] = [];
  for (const entry of brought) {
    if ('file' in entry) placed.push(await upload(entry.file, thread, adapter, context));
    else if (entry.place.parent === undefined || entry.place.parent === thread.id) {
      placed.push(await describe(entry.place, adapter, context));
    } else {
      const copy = await wholeFile(await fileOf(entry.place, adapter, context));
      placed.push(await upload(copy, thread, adapter, context));
    }
  }
  return placed;
}

/** Our copy of the file, else what the service gives. */
export async function fileOf(
  place: Place,
  { engine, files }: Adapter,
  context: EngineContext,
): Promise<StoredFile | FileContent> {
  return (await files.get(place.id)) ?? engine.fileContent(place, context);
}

async function wholeFile(content: FileContent): Promise<File> {
  if (content instanceof File) return content;
  const { name, type } = content;
  return new File([await new Response(content.stream()).blob()], name, { type });
}

async function upload(
  file: File,
  thread: ThreadRecord,
  { engine, files }: Adapter,
  context: EngineContext,
): Promise<MessageFile> {
  const { place } = await engine.uploadFile(file, thread, context);
  await files.put(place.id, file);
  return { place, filename: file.name, mediaType: file.type, bytes: file.size };
}

async function describe(place: Place, { engine, files }: Adapter, context: EngineContext): Promise<MessageFile> {
  const copy = await files.get(place.id);
  if (copy) return { place, filename: copy.name, mediaType: copy.type, bytes: copy.size };
  const { filename, mediaType, bytes } = await engine.readFile(place, context);
  return { place, filename, mediaType, bytes };
}

/** True for what is meant to be a file of ours, whether or not it is the caller's. */
function namesOurs({ url, providerMetadata }: FilePart): boolean {
  return providerMetadata?.['kit']?.['fileId'] !== undefined || /\/files\/[^/]+\/content/.test(url);
}

function placeOf({ url, providerMetadata }: FilePart, names: Names): Place | undefined {
  const fileId = providerMetadata?.['kit']?.['fileId'];
  return typeof fileId === 'string' ? names.openFile(fileId) : names.openFileUrl(url);
}

function fileFromDataUrl({ url, mediaType, filename }: FilePart): File {
  const comma = url.indexOf(',');
  const name = safeFilename(filename ?? 'file');
  const type = claimedMediaType(mediaType, name);
  try {
    if (comma < 0) throw new SyntaxError('A data: URL needs a comma.');
    const data = url.slice(comma + 1);
    const isBase64 = /;\s*base64$/i.test(url.slice(0, comma));
    const bytes = isBase64
      ? Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(data));
    const head = bytes.subarray(0, sniffedBytes);
    return new File([bytes], name, { type: sniffedMediaType(head, type, name) });
  } catch {
    throw new AssistantError('invalid_request', { message: 'A file of the message cannot be read.' });
  }
}
