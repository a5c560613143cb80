import type { Chunk, OutputFile } from '../../../protocol/index.ts';
import { extensionOf, mediaTypeOf } from '../../files/media-type.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { MessageScope } from './message-scope.ts';

/** A file that code has written. */
export interface WrittenFile {
  id: string;
  /** Where it lies: a container, or the thread itself. */
  containerId: string;
  name: string;
}

/** Tells of a file that code has written, unless the message has told of it already. */
export function* announceFile(scope: MessageScope, { id: fileId, containerId, name }: WrittenFile): Generator<Chunk> {
  const { names } = scope;
  const id = names.file(fileId, containerId);
  if (!scope.isNew(`file ${id}`)) return;
  const filename = outputName(scope, fileId, name);
  const file = { id, filename, mediaType: mediaTypeOf(filename), url: names.fileUrl(id) };
  yield announcement(file, scope.stepOf(containerId));
}

/** A file that is there but has not been fetched yet, and the step it came out of. */
export function announcement(
  file: Pick<OutputFile, 'id' | 'filename' | 'mediaType' | 'url'>,
  toolCallId: string | undefined,
): Chunk {
  const origin = toolCallId === undefined ? {} : { toolCallId };
  return { type: 'data-file', id: file.id, data: { ...file, bytes: null, status: 'processing', origin } };
}

/** An image that was shown rather than saved bears its raw id as its name, which is not for the page. */
export function outputName(scope: MessageScope, fileId: string, path: string): string {
  const name = safeFilename(path);
  return fileId !== '' && name.includes(fileId) ? scope.nameFor(fileId, extensionOf(name)) : name;
}
