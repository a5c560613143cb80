import { TransportError } from '../conversation/transport/transport-error.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import { decodeText } from './decode-text.ts';
import { parseJson } from './json/json-children.ts';
import { loadPdfReader } from './pdf/open-pdf.ts';
import { imageType, previewKind, type PreviewKind } from './preview-kind.ts';
import { readBytes, tooLarge, type ReadOptions } from './read-bytes.ts';

/** A file to show: every `FileRef` is one, and every `FileSource`. */
export interface PreviewedFile {
  readonly filename: string;
  readonly mediaType?: string;
  /** Its size, where known. */
  readonly bytes?: number | null;
  readonly url?: string;
}

/** Something about what is shown that a person should know. */
export type ContentNote = 'textOnly' | 'invalidJson';

/** What there is to show of a file. */
export type Content = { readonly note?: ContentNote } & (
  | { readonly kind: 'table' | 'markdown' | 'text' | 'code'; readonly text: string }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'image'; readonly blob: Blob }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  | { readonly kind: 'nothing'; readonly reason: 'empty' | 'noPreview' | 'unreadable' | 'pdfUnavailable' }
);

export interface ContentOptions extends ReadOptions {
  /** Passages are to be found in it, so it is shown as text wherever it is one. */
  seeksPassages: boolean;
}

/**
 * Reads what is to be shown of a file. Where a passage is sought and the file itself cannot show it, the text that was indexed
 * stands in.
 * @throws {TransportError}
 */
export async function readContent(file: PreviewedFile | File, options: ContentOptions): Promise<Content> {
  const { filename, mediaType } = namesOf(file);
  const kind = previewKind(filename, mediaType);
  const needsText = kind === 'document' || (options.seeksPassages && (kind === 'html' || kind === 'none'));
  if (needsText) {
    const content = await readIndexedText(file, options);
    if (content) return content;
  }
  if (kind === 'document' || kind === 'none') return { kind: 'nothing', reason: 'noPreview' };
  if (kind === 'pdf' && !(await loadPdfReader())) {
    return (await readIndexedText(file, options)) ?? { kind: 'nothing', reason: 'pdfUnavailable' };
  }
  try {
    return contentOf(await bytesOf(file, options), kind, file, options.seeksPassages);
  } catch (error) {
    options.signal.throwIfAborted();
    const content = options.seeksPassages && !needsText ? await readIndexedText(file, options) : undefined;
    if (content) return content;
    throw error;
  }
}

/** The text of a file as the assistant has indexed it; undefined where nobody has it. */
export async function readIndexedText(
  file: PreviewedFile | File,
  options: ReadOptions,
): Promise<(Content & { kind: 'text' }) | undefined> {
  const url = 'url' in file ? textUrl(file.url) : undefined;
  if (!url) return undefined;
  try {
    const text = decodeText(await readBytes(url, options));
    return text?.trim() ? { kind: 'text', text, note: 'textOnly' } : undefined;
  } catch (error) {
    // What has no text answers so; what cannot be asked is worth another try.
    if (error instanceof TransportError && !error.retryable) return undefined;
    throw error;
  }
}

/** The address of a file's indexed text lies beside that of its bytes. */
function textUrl(url: string | undefined): string | undefined {
  const address = safeUrl(url);
  return address && /\/files\/[^/?#]+\/content$/.test(address) ? address.replace(/content$/, 'text') : undefined;
}

function namesOf(file: PreviewedFile | File): { filename: string; mediaType: string } {
  if (file instanceof File) return { filename: file.name, mediaType: file.type };
  return { filename: file.filename, mediaType: file.mediaType ?? '' };
}

async function bytesOf(file: PreviewedFile | File, options: ReadOptions): Promise<Uint8Array> {
  if (file instanceof File) {
    if (file.size > options.limit) throw tooLarge();
    return new Uint8Array(await file.arrayBuffer());
  }
  if ((file.bytes ?? 0) > options.limit) throw tooLarge();
  const url = safeUrl(file.url);
  if (!url) throw new TransportError('file_unreachable', 'Nobody has told where this file is.');
  return readBytes(url, options);
}

function contentOf(bytes: Uint8Array, kind: PreviewKind, file: PreviewedFile | File, seeksPassages: boolean): Content {
  if (bytes.length === 0) return { kind: 'nothing', reason: 'empty' };
  if (kind === 'pdf') return { kind, bytes };
  if (kind === 'image') {
    const { filename, mediaType } = namesOf(file);
    return { kind, blob: new Blob([bytes as BlobPart], { type: imageType(filename, mediaType) }) };
  }
  const text = decodeText(bytes);
  if (text === undefined) return { kind: 'nothing', reason: 'unreadable' };
  if (text.trim() === '') return { kind: 'nothing', reason: 'empty' };
  if (kind === 'json') return seeksPassages ? { kind: 'code', text } : jsonContent(text);
  return { kind: kind === 'table' || kind === 'markdown' || kind === 'text' ? kind : 'code', text };
}

function jsonContent(text: string): Content {
  try {
    return { kind: 'json', value: parseJson(text) };
  } catch {
    return { kind: 'code', text, note: 'invalidJson' };
  }
}
