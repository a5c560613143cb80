import type { FileSource } from '../../protocol/index.ts';
import type { FileLink } from './citations.ts';
import { nameIn, type MessageFile } from './message-files.ts';
import type { Place } from './place-annotation.ts';

/** What a link into the sandbox leads to; without a `url` as long as the file is not there, or where nobody can tell where it is. */
export interface LinkedFile {
  id?: string;
  filename: string;
  url?: string;
}

/**
 * The file that a `sandbox:` link means: the one its annotation names, else, because a model often writes a link that nobody
 * annotates, the last one of that name in the message.
 */
export function linkedFile(
  link: Place & { url: string },
  fileLinks: readonly FileLink[],
  files: Iterable<MessageFile>,
): LinkedFile {
  const named = fileLinks.find(({ start, end }) => start < link.end && end > link.start)?.source;
  const filename = named?.filename || nameIn(link.url);
  const all = [...files];
  const file = all.find(({ id }) => id === named?.id) ?? all.findLast((candidate) => candidate.filename === filename);
  const url = file ? (file.status === 'ready' ? file.url : undefined) : named?.url;
  const id = named?.id ?? file?.id;
  return { filename, ...(id !== undefined && { id }), ...(url !== undefined && { url }) };
}

export function sourceOfFile({ id, filename, url }: LinkedFile): FileSource {
  return { type: 'file', id: id ?? filename, filename, ...(url !== undefined && { url }) };
}
