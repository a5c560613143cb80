import type { FileRef } from '../../protocol/index.ts';
import type { FileRecord } from '../engine.ts';
import type { Visit } from '../access/visit.ts';

/** A file as it crosses the wire to its owner. */
export function toFileRef(
  { place, filename, mediaType, bytes, status, indexed, error }: FileRecord,
  { names }: Pick<Visit, 'names'>,
): FileRef {
  const id = names.file(place.id, place.parent);
  return {
    id,
    filename,
    mediaType,
    bytes,
    url: names.fileUrl(id),
    status,
    ...(indexed ? { indexed } : {}),
    ...(error === undefined ? {} : { error }),
  };
}
