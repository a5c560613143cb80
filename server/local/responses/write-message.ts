import { OutputLimitError } from '../answering/endings.ts';
import type { ResponseOutputText } from 'openai/resources/responses/responses';
import type { OutputMessage } from '../items/item.ts';
import { type Annotation, inCodePoints } from './annotation.ts';
import type { ResponseWriter } from './response-writer.ts';

/**
 * Writes a message. A citation of a file comes right after the text before it; those of container files come after the last
 * piece, as the real API sends them.
 * @param annotations with offsets in UTF-16 code units
 * @throws {OutputLimitError} after the message has ended where the limit cut it
 */
export async function writeMessage(
  writer: ResponseWriter,
  id: string,
  text: string,
  annotations: readonly Annotation[],
): Promise<void> {
  const index = writer.add({ id, type: 'message', role: 'assistant', status: 'in_progress', content: [] });
  const place = { item_id: id, output_index: index, content_index: 0 };
  const part = (shown: string, cited: Annotation[]): ResponseOutputText => ({
    type: 'output_text',
    text: shown,
    annotations: cited,
    logprobs: [],
  });
  writer.emit({ type: 'response.content_part.added', ...place, part: part('', []) });

  const cited: Annotation[] = [];
  const cite = (given: Annotation) => {
    const annotation = inCodePoints(text, given);
    writer.emit({
      type: 'response.output_text.annotation.added',
      ...place,
      annotation_index: cited.length,
      annotation,
    });
    cited.push(annotation);
  };
  const send = (delta: string) => writer.emit({ type: 'response.output_text.delta', ...place, delta, logprobs: [] });
  const points = annotations.filter((each) => each.type === 'file_citation').sort((a, b) => a.index - b.index);
  let written = '';
  for (const point of points) {
    written += await writer.pen.write(text.slice(written.length, point.index), send);
    if (written.length < point.index) break;
    cite(point);
  }
  if (cited.length === points.length) written += await writer.pen.write(text.slice(written.length), send);
  for (const annotation of annotations) {
    if (annotation.type !== 'file_citation' && endOf(annotation) <= written.length) cite(annotation);
  }

  writer.emit({ type: 'response.output_text.done', ...place, text: written, logprobs: [] });
  writer.emit({ type: 'response.content_part.done', ...place, part: part(written, cited) });
  const whole = written.length === text.length;
  const message: OutputMessage = {
    id,
    type: 'message',
    role: 'assistant',
    status: whole ? 'completed' : 'incomplete',
    content: [part(written, cited)],
  };
  writer.finish(index, message);
  if (!whole) throw new OutputLimitError();
}

function endOf(annotation: Annotation): number {
  return 'end_index' in annotation ? annotation.end_index : 0;
}
