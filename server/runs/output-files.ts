import type { Chunk, FileDataChunk, OutputFile } from '../../protocol/index.ts';
import type { Chunks } from './run.ts';

/** What is known of a file once it has been fetched, or why it could not be. */
export type Fetched = Pick<OutputFile, 'status'> &
  Partial<Pick<OutputFile, 'filename' | 'mediaType' | 'bytes' | 'error' | 'gone'>>;

const lastChunks = new Set<Chunk['type']>(['finish-step', 'abort', 'error', 'finish', 'data-error']);

/**
 * Brings every file that a run announces as `processing` to `ready`, or `failed`, before the step ends: fetching begins at once,
 * while the answer streams on, and is told at the step's end in the order of announcement, so that the same run always gives
 * the same chunks in the same order.
 * @param fetchFile must not reject
 */
export async function* withOutputFiles(
  chunks: Chunks,
  fetchFile: (file: OutputFile) => Promise<Fetched>,
): AsyncGenerator<Chunk, void, void> {
  const announced = new Map<string, { chunk: FileDataChunk; fetched: Promise<Fetched> | undefined }>();
  const tell = async function* () {
    for (const entry of announced.values()) {
      if (!entry.fetched) continue;
      yield* toldFile(entry.chunk, await entry.fetched);
      entry.fetched = undefined;
    }
  };

  try {
    for await (const chunk of chunks) {
      if (isAnnouncement(chunk)) {
        if (announced.has(chunk.id)) continue;
        announced.set(chunk.id, { chunk, fetched: fetchFile(chunk.data) });
      }
      if (lastChunks.has(chunk.type)) yield* tell();
      yield chunk;
    }
  } catch (error) {
    yield* tell();
    throw error;
  }
  yield* tell();
}

function isAnnouncement(chunk: Chunk): chunk is FileDataChunk {
  return chunk.type === 'data-file' && (chunk as FileDataChunk).data.status === 'processing';
}

/** The file in its final state for our elements and, for AI SDK clients, as a plain file. */
function* toldFile({ id, data }: FileDataChunk, fetched: Fetched): Generator<Chunk> {
  const file: OutputFile = { ...data, ...fetched };
  yield { type: 'data-file', id, data: file };
  if (file.status !== 'ready') return;
  yield {
    type: 'file',
    url: file.url,
    mediaType: file.mediaType,
    providerMetadata: { kit: { fileId: file.id, filename: file.filename } },
  };
}
