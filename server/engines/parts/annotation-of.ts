import type { Annotation, AnnotationSource, Chunk, Citation } from '../../../protocol/index.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import { announcement, outputName } from './announce-file.ts';
import type { MessageScope } from './message-scope.ts';
import { claimBefore, quoteOf, type SearchResult } from './quote-of.ts';
import { sandboxLinks, type RawAnnotation, type Span } from './span-of.ts';

/** An annotation of the service together with all that is needed to tell it. */
export interface Reference {
  raw: RawAnnotation;
  /** Undefined where the annotation has no usable place in the text. */
  span: Span | undefined;
  text: string;
  textId: string;
  scope: MessageScope;
  /** Which of the text's annotations of its type this is. */
  ordinal: number;
}

/** The annotation as it crosses the wire; undefined where it has no place or no source that may be shown. */
export function annotationOf(reference: Reference): Annotation | undefined {
  const { raw, span, text, textId, scope } = reference;
  const source = sourceOf(reference);
  if (!span || !source) return undefined;
  const { start, end } = span;
  return {
    textId,
    start,
    end,
    ...(end > start ? { marker: text.slice(start, end) } : {}),
    kind: raw.type,
    source,
    ...(raw.type === 'file_citation' && raw.file_id && raw.quote === undefined
      ? quoteOf(resultsFor(raw, scope), raw.file_id, claimBefore(text, start))
      : quoted(raw)),
  };
}

/** The source of the annotation the first time it appears in the message; files that the assistant wrote are told as files. */
export function* sourceChunks(reference: Reference): Generator<Chunk> {
  const { raw, scope } = reference;
  const source = sourceOf(reference);
  if (!source || !scope.isNew(`${source.type} ${source.id}`)) return;
  if (source.type === 'url') {
    const { id, url, title } = source;
    yield { type: 'source-url', sourceId: id, url, ...(title === undefined ? {} : { title }) };
    return;
  }
  const { id, filename, mediaType = mediaTypeOf(filename), url = '' } = source;
  if (raw.type === 'file_citation') {
    const providerMetadata = { kit: { fileId: id, url }, openai: { type: raw.type } };
    yield { type: 'source-document', sourceId: id, mediaType, title: filename, filename, providerMetadata };
    return;
  }
  yield announcement({ id, filename, mediaType, url }, scope.stepOf(raw.container_id ?? scope.threadId));
}

/** The AI SDK's own form of it, for the end of the text. */
export function citationOf(reference: Reference): Citation | undefined {
  const { span } = reference;
  const source = sourceOf(reference);
  if (!source) return undefined;
  const { quote } = annotationOf(reference) ?? {};
  const place = span ? { startIndex: span.start, endIndex: span.end } : {};
  const citedText = quote === undefined ? {} : { citedText: quote };
  if (source.type === 'url') {
    const { id, url, title } = source;
    const titled = title === undefined ? {} : { title };
    return { source: { type: 'source', sourceType: 'url', id, url, ...titled }, ...place, ...citedText };
  }
  const { id, filename, mediaType = mediaTypeOf(filename) } = source;
  const providerMetadata = { openai: { type: reference.raw.type, fileId: id } };
  return {
    source: { type: 'source', sourceType: 'document', id, mediaType, title: filename, filename, providerMetadata },
    ...place,
    ...citedText,
  };
}

/** The annotation as the service sent it, with handles for ids and offsets that count as everything else does here. */
export function sealedAnnotation(reference: Reference): Record<string, unknown> {
  const { raw, span, scope } = reference;
  const {
    file_id,
    container_id,
    passage: _passage,
    isHere: _isHere,
    ...rest
  } = raw as RawAnnotation & Record<string, unknown>;
  return {
    ...rest,
    ...(file_id ? { file_id: fileHandle(raw, scope), filename: filenameOf(reference) } : {}),
    ...(container_id ? { container_id: scope.names.container(container_id) } : {}),
    ...(span && typeof raw.start_index === 'number' ? { start_index: span.start, end_index: span.end } : {}),
    ...(span && raw.type === 'file_citation' ? { index: span.start } : {}),
  };
}

function sourceOf(reference: Reference): AnnotationSource | undefined {
  const { raw, scope } = reference;
  if (raw.url) {
    if (!/^https?:\/\//i.test(raw.url)) return undefined;
    return { type: 'url', id: raw.url, url: raw.url, ...(raw.title ? { title: raw.title } : {}) };
  }
  if (!raw.file_id) return undefined;
  const filename = filenameOf(reference);
  const id = fileHandle(raw, scope);
  return { type: 'file', id, filename, mediaType: mediaTypeOf(filename), url: scope.names.fileUrl(id) };
}

/** What the citation can rest on: the very passage, where it says which one, else all that was found. */
function resultsFor({ passage }: RawAnnotation, { results }: MessageScope): readonly SearchResult[] {
  return passage === undefined ? results : results.filter(({ number }) => number === passage);
}

function fileHandle({ file_id, container_id }: RawAnnotation, scope: MessageScope): string {
  return scope.names.file(file_id ?? '', container_id ?? scope.threadId);
}

function quoted({ quote }: RawAnnotation): { quote: string } | undefined {
  return quote ? { quote } : undefined;
}

/** A `file_path` bears no name. */
function filenameOf({ raw, text, scope, ordinal }: Reference): string {
  if (raw.type === 'file_path' && !raw.filename) return safeFilename(sandboxLinks(text)[ordinal]?.name ?? '');
  return outputName(scope, raw.file_id ?? '', raw.filename ?? '');
}
