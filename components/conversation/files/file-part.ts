import type { FilePart } from '../../../protocol/index.ts';
import type { Attachment } from './attachment.ts';
import { clientError } from '../transport/transport-error.ts';

/** The file as a part of a message: a reference where the backend holds the file, else the bytes themselves. */
export async function filePart({ file, ref }: Attachment): Promise<FilePart> {
  if (!ref) {
    const mediaType = file.type || 'application/octet-stream';
    return { type: 'file', mediaType, filename: file.name, url: await dataUrl(file, mediaType) };
  }
  const { id, filename, mediaType, url, bytes } = ref;
  const providerMetadata = { kit: { fileId: id, ...(bytes === null ? {} : { bytes }) } };
  return { type: 'file', mediaType, filename, url, providerMetadata };
}

async function dataUrl(file: File, mediaType: string): Promise<string> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = '';
    // In pieces, as the arguments of one call do not hold a whole file.
    for (let at = 0; at < bytes.length; at += 0x8000) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return `data:${mediaType};base64,${btoa(binary)}`;
  } catch (cause) {
    throw clientError('attachment_failed', { cause });
  }
}
