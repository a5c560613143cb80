import { AssistantError } from '../../assistant-error.ts';
import type { RawAnnotation } from '../parts/span-of.ts';
import type { UpstreamEvent } from '../responses/map/item-mapper.ts';
import { chatEnding, ChatOutput } from '../responses/stateless/chat/chat-output.ts';
import type { LentFile } from '../tools/lent-tools.ts';
import { abortable } from '../upstream/abortable.ts';
import { fromUpstream } from '../upstream/upstream-error.ts';
import type { BackendCitation, BackendPiece } from './options.ts';

/** What a backend says as the events of a response. It ends where the signal says so, whether the backend listens or not. */
export async function* backendEvents(
  pieces: AsyncIterable<BackendPiece>,
  files: readonly LentFile[],
  signal: AbortSignal,
): AsyncGenerator<UpstreamEvent, void, void> {
  const output = new ChatOutput();
  let finish = 'stop';
  try {
    for await (const piece of abortable(pieces, signal)) {
      if (typeof piece === 'string') yield* output.take({ content: piece });
      else if ('citation' in piece) yield* output.cite(annotationOf(piece.citation, files));
      else if ('finish_reason' in piece) finish = piece.finish_reason;
      else yield* output.take(piece);
    }
  } catch (error) {
    const cause = fromUpstream(error);
    // It is the backend's own defect, and not one of the adapter.
    throw cause.code === 'internal' ? new AssistantError('service_failed', { cause: error }) : cause;
  }
  if (signal.aborted) return;
  yield* output.end();
  yield chatEnding(finish);
}

function annotationOf(citation: BackendCitation, files: readonly LentFile[]): RawAnnotation {
  const quote = citation.quote === undefined ? {} : { quote: citation.quote };
  if ('url' in citation) {
    if (!/^https?:\/\//i.test(citation.url)) throw new Error(`A citation points to ${JSON.stringify(citation.url)}.`);
    const { url, title = null } = citation;
    return { type: 'url_citation', url, title, ...quote, isHere: true };
  }
  const file = files.find(({ id }) => id === citation.fileId);
  if (!file)
    throw new Error(`A citation points to the file ${JSON.stringify(citation.fileId)}, which the thread has not.`);
  return { type: 'file_citation', file_id: file.id, filename: file.name, ...quote, isHere: true };
}
