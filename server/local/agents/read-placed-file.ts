import { invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';
import type { FileLibrary } from '../files/file-library.ts';
import type { Stamp } from '../stamp.ts';
import type { PlacedFile } from './session.ts';

/** A file for an environment, as a request describes it. @throws {ApiError} 400, and 404 for an unknown upload */
export async function readPlacedFile(file: Fields, files: FileLibrary, stamp: Stamp): Promise<PlacedFile> {
  const type = file.oneOf('type', ['file_id', 'inline']);
  if (!type) throw missing(file.path('type'));
  const path = file.required('path');
  if (!/^\/workspace\/(?!(?:.*\/)?\.\.(?:\/|$)).*[^/]$/.test(path)) {
    throw invalid('path must be an absolute POSIX path inside /workspace', file.path('path'), 'invalid_request_error');
  }
  const id = stamp.id('envf_');
  if (type === 'file_id') {
    const upload = await files.get(file.required('file_id'));
    return { id, path, bytes: upload.bytes, content: { fileId: upload.id } };
  }
  const base64 = file.required('data');
  return { id, path, bytes: Buffer.from(base64, 'base64').byteLength, content: { base64 } };
}
