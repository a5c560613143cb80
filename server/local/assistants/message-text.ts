import type { Annotation, FileCitationAnnotation, FilePathAnnotation } from 'openai/resources/beta/threads/messages';
import { codePointsTo } from '../answering/code-points.ts';
import type { Answer } from '../brain/actions.ts';
import { sandboxLinks } from '../containers/sandbox-url.ts';

/** A piece of a message's text, and the annotation that covers all of it. */
export interface TextPiece {
  text: string;
  annotation?: Annotation;
}

/** An annotation without its place. */
type Reference =
  | Pick<FilePathAnnotation, 'type' | 'file_path'>
  | Pick<FileCitationAnnotation, 'type' | 'file_citation'>;

/**
 * The text of an answer as this API writes it: a quoted file is a mark like 【4:0†source】, right before the full stop, and a file
 * that code wrote the `sandbox:` URL that links to it. Each piece with an annotation is exactly the words it is about.
 * @param turn the first number in the marks, which the real API counts up from message to message
 * @param fileIds the uploaded copies of the files that code wrote, by their ids in the container
 */
export function messageText(
  { text, citations = [], run }: Answer,
  turn: number,
  fileIds: ReadonlyMap<string, string>,
): TextPiece[] {
  const places: { start: number; end: number; mark?: string; fileId: string }[] = [
    // Bytes that came inside a message have no id that a client could ask for.
    ...citations
      .filter(({ fileId }) => fileId.startsWith('file-'))
      .map(({ index, fileId }, number) => ({ start: index, end: index, mark: `【${turn}:${number}†source】`, fileId })),
    ...(run?.files ?? []).flatMap(({ id, name }) =>
      sandboxLinks(text, name).map((link) => ({ ...link, fileId: fileIds.get(id) ?? '' })),
    ),
  ].sort((a, b) => a.start - b.start);

  const pieces: TextPiece[] = [];
  let written = '';
  let from = 0;
  const add = (piece: string, annotation?: Reference) => {
    const start_index = codePointsTo(written, written.length);
    written += piece;
    const place = { text: piece, start_index, end_index: codePointsTo(written, written.length) };
    if (piece !== '') pieces.push({ text: piece, ...(annotation && { annotation: { ...annotation, ...place } }) });
  };
  for (const { start, end, mark, fileId } of places) {
    add(text.slice(from, start));
    if (mark === undefined) add(text.slice(start, end), { type: 'file_path', file_path: { file_id: fileId } });
    else add(mark, { type: 'file_citation', file_citation: { file_id: fileId } });
    from = end;
  }
  add(text.slice(from));
  return pieces;
}
