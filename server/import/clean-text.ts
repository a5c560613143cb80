import type { Annotation, TextContentBlock } from 'openai/resources/beta/threads/messages';
import type { ResponseOutputText } from 'openai/resources/responses/responses';
import { sandboxLinks, spanOf, type Span } from '../engines/parts/span-of.ts';
import type { ImportedFiles } from './imported-files.ts';

export interface CleanText {
  text: string;
  annotations: ResponseOutputText['annotations'];
  /** Ids, in the target, of the files that the text links to. */
  linked: string[];
  /** What the text had and has no more, in words. */
  lost: string[];
}

/** A piece of the text that becomes another one. */
interface Edit extends Span {
  text: string;
  /** @param index where the piece now begins, in characters */
  annotation?: (index: number) => ResponseOutputText['annotations'][number];
}

/**
 * A text of Assistants as Responses write it: a citation is a point instead of a mark, and what cannot be opened any more is no link.
 */
export function cleanText({ value, annotations }: TextContentBlock['text'], files: ImportedFiles): CleanText {
  const lost: string[] = [];
  const edits: Edit[] = [];
  const linked: string[] = [];
  const isFree = ({ start, end }: Span) => edits.every((edit) => end <= edit.start || start >= edit.end);
  for (const annotation of annotations) {
    const span = placeOf(annotation, value);
    if (span && isFree(span)) edits.push(editFor(annotation, span));
  }
  for (const { index, 0: mark } of value.matchAll(/【[^【】]*†[^【】]*】/g)) {
    const span = { start: index, end: index + mark.length };
    if (!isFree(span)) continue;
    edits.push({ ...span, text: '' });
    lost.push(`the source of ${mark}, which was not saved`);
  }
  for (const link of sandboxLinks(value)) if (isFree(link)) edits.push(linkTo(files.named(link.name), link));
  return { ...applied(value, edits), linked, lost };

  function editFor(annotation: Annotation, span: Span): Edit {
    if (annotation.type === 'file_citation') {
      const file = files.find(annotation.file_citation.file_id);
      if (!file) lost.push(`a citation of ${annotation.file_citation.file_id}, which is not there`);
      const { id: file_id = '', filename = '' } = file ?? {};
      const mark = { ...withSpace(span, value), text: '' };
      return file ? { ...mark, annotation: (index) => ({ type: 'file_citation', file_id, filename, index }) } : mark;
    }
    const file = files.find(annotation.file_path.file_id);
    const [link] = sandboxLinks(value.slice(span.start, span.end));
    return linkTo(file, { ...span, name: link?.name ?? file?.filename ?? '' });
  }

  function linkTo(file: ReturnType<ImportedFiles['find']>, link: Span & { name: string }): Edit {
    if (file) {
      linked.push(file.id);
      const text = value.slice(link.start, link.end);
      return { ...link, text, annotation: (index) => ({ type: 'file_path', file_id: file.id, index }) };
    }
    lost.push(`the link to ${link.name || 'a file'}, which is not there`);
    return unlinked(value, link);
  }
}

function placeOf(annotation: Annotation, value: string): Span | undefined {
  const { type, text, start_index, end_index } = annotation;
  const span = spanOf({ type, text, start_index, end_index }, value, true);
  return span === 'later' ? undefined : span;
}

/** A mark goes with the space before it where none is needed any more. */
function withSpace({ start, end }: Span, value: string): Span {
  return value[start - 1] === ' ' && /^(?:[\s.,;:!?)]|$)/.test(value.slice(end))
    ? { start: start - 1, end }
    : { start, end };
}

/** The words of a link without what they led to. */
function unlinked(value: string, { start, end, name }: Span & { name: string }): Edit {
  const [opening, label] = /!?\[([^[\]]*)\]\(<?$/.exec(value.slice(0, start)) ?? [];
  const [closing] = /^>?(?:\s+"[^"]*")?\)/.exec(value.slice(end)) ?? [];
  if (opening === undefined || closing === undefined) return { start, end, text: name };
  return { start: start - opening.length, end: end + closing.length, text: label || name };
}

function applied(value: string, edits: readonly Edit[]): Pick<CleanText, 'text' | 'annotations'> {
  const annotations: CleanText['annotations'] = [];
  let text = '';
  let from = 0;
  for (const { start, end, text: piece, annotation } of edits.toSorted((a, b) => a.start - b.start)) {
    text += value.slice(from, start);
    if (annotation) annotations.push(annotation([...text].length));
    text += piece;
    from = end;
  }
  return { text: text + value.slice(from), annotations };
}
