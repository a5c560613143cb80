import { isFileDataPart, type FilePart, type FileStatus, type UIMessage } from '../../protocol/index.ts';

/** A file of a message, whether the assistant wrote it or a person sent it. */
export interface MessageFile {
  id: string;
  filename: string;
  mediaType: string;
  url: string;
  status: FileStatus;
  bytes?: number | null;
  error?: string;
  gone?: boolean;
  expiresAt?: number;
}

/**
 * The files of a message by the place of their part, each once: what our backend announces is repeated for clients of the
 * AI SDK as a plain file part, which says less.
 */
export function messageFiles({ parts }: UIMessage): ReadonlyMap<number, MessageFile> {
  const files = new Map<number, MessageFile>();
  const seen = new Set(parts.filter(isFileDataPart).map(({ data }) => data.id));
  for (const [index, part] of parts.entries()) {
    if (isFileDataPart(part)) files.set(index, part.data);
    if (part.type !== 'file') continue;
    const file = readFilePart(part as FilePart);
    if (!seen.has(file.id)) files.set(index, file);
    seen.add(file.id);
  }
  return files;
}

function readFilePart({ url, mediaType, filename, providerMetadata }: FilePart): MessageFile {
  const { fileId, filename: ourName } = providerMetadata?.['kit'] ?? {};
  return {
    id: typeof fileId === 'string' ? fileId : url,
    filename: filename ?? (typeof ourName === 'string' ? ourName : nameIn(url)),
    mediaType,
    url,
    status: 'ready',
  };
}

/** The last step of an address's path, as a person would write it; empty where it has none, as in `data:`. */
export function nameIn(url: string): string {
  if (url.startsWith('data:')) return '';
  const name = /[^/]*(?=\/*$)/.exec(url.split(/[?#]/, 1)[0] ?? '')?.[0] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
