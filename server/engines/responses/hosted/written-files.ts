import type OpenAI from 'openai';
import type { WrittenFile } from '../../parts/announce-file.ts';

export interface WrittenQuery {
  containerIds: Iterable<string>;
  /** Seconds since the epoch: what is older was written for an earlier answer. */
  since: number;
  signal: AbortSignal;
}

const patienceMs = 10_000;

/**
 * What code has written into these containers, in the order it was written; the service tells of a file in the stream only where
 * the text links to it. Rejects where a container does not answer in time.
 * @see https://platform.openai.com/docs/api-reference/container-files/listContainerFiles
 */
export async function writtenFiles(
  client: OpenAI,
  { containerIds, since, signal }: WrittenQuery,
): Promise<WrittenFile[]> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const written: WrittenFile[] = [];
  for (const containerId of containerIds) {
    const listed = client.containers.files.list(containerId, { order: 'asc', limit: 100 }, { signal: patience });
    for await (const { id, path, source, created_at } of listed) {
      if (source === 'assistant' && created_at >= since) written.push({ id, containerId, name: path });
    }
  }
  return written;
}
