// What every engine must tell of an answer: its chunks without ids, and without what an API has its own way of writing.
import type { Annotation, Capabilities, Chunk, TextPart, UIMessage } from '../../../protocol/index.ts';
import { grow, ofType } from '../support/harness.ts';

/** Names and times, which differ with every run; and the places of files, which each service keeps in its own way. */
const nameless = new Set(['id', 'toolCallId', 'messageId', 'fileId', 'sourceId', 'textId', 'url', 'containerId']);
/** Told by one of the APIs only: what was searched for, and where in the file a passage stands. */
const particular = new Set(['queries', 'attributes', 'quoteStart', 'quoteEnd', 'createdAt', 'usage', 'marker']);
/** The same once more, in the forms that AI SDK clients know. */
const repeated = new Set(['citations', 'providerMetadata', 'callProviderMetadata', 'resultProviderMetadata']);
const transient = new Set<Chunk['type']>(['data-status', 'text-delta', 'tool-input-delta']);
/** They come as soon as they are known, which may be before or after the words beside them. */
const floating = new Set<Chunk['type']>(['data-annotation', 'source-document', 'data-file', 'file']);

export interface PlainAnswer {
  /** The kinds of chunks in their order, those that float apart. */
  course: string[];
  floating: string[];
  text: string;
  annotations: { kind: string; start: number; end: number; filename: string; quote?: string }[];
  parts: unknown[];
  run: unknown;
}

export function plainAnswer(list: readonly Chunk[]): PlainAnswer {
  const message = grow(list);
  const told = list.filter((chunk) => !transient.has(chunk.type) && !isProgress(chunk)).map(({ type }) => type);
  return {
    course: told.filter((type) => !floating.has(type)),
    floating: told.filter((type) => floating.has(type)).sort(),
    text: texts(message).map(withoutMarks).join('\n'),
    annotations: lastOfEach(ofType(list, 'data-annotation')).map((annotation) => plainAnnotation(annotation, message)),
    parts: plainParts(message),
    run: plain((message.metadata as { run?: unknown }).run),
  };
}

/** What a message that is kept tells: as an answer does, without the course of its chunks. */
export function plainMessage(
  message: UIMessage,
): Pick<PlainAnswer, 'text' | 'annotations' | 'parts'> & { role: string } {
  const annotations = message.parts.filter((part) => part.type === 'data-annotation') as {
    id?: string;
    data: unknown;
  }[];
  return {
    role: message.role,
    text: texts(message).map(withoutMarks).join('\n'),
    annotations: lastOfEach(annotations).map((annotation) => plainAnnotation(annotation, message)),
    parts: plainParts(message),
  };
}

/** Without what an engine says that it does not have. */
export function whatIsThere(list: readonly Chunk[], { annotations, fileSearch }: Capabilities): Chunk[] {
  const searches = new Set(
    list.flatMap((chunk) => {
      return chunk.type === 'tool-input-start' && chunk.toolName === 'file_search' ? [chunk.toolCallId] : [];
    }),
  );
  return list.filter((chunk) => {
    if (chunk.type === 'data-annotation' || chunk.type === 'source-document') return annotations;
    return fileSearch || !('toolCallId' in chunk) || !searches.has(chunk.toolCallId);
  });
}

/** Whoever looks from time to time misses that a run has waited in a queue. */
function isProgress(chunk: Chunk): boolean {
  if (chunk.type !== 'message-metadata') return false;
  const { run } = (chunk.messageMetadata ?? {}) as { run?: { status: string } };
  return run?.status === 'queued' || run?.status === 'in_progress';
}

function plainParts({ parts }: UIMessage): unknown[] {
  const kept = parts.filter(({ type }) => type !== 'text' && type !== 'data-annotation');
  return kept.map((part) => plain(part)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function lastOfEach(chunks: readonly { id?: string; data: unknown }[]): Annotation[] {
  return [...new Map(chunks.map(({ id, data }) => [id, data as Annotation])).values()];
}

/** A citation is a mark in the text in one API, and a point without words in the other: both stand at the same place. */
function plainAnnotation(annotation: Annotation, message: UIMessage): PlainAnswer['annotations'][number] {
  const { textId, kind, source, quote } = annotation;
  const part = message.parts.find((each) => each.type === 'text' && textIdOf(each as TextPart) === textId) as TextPart;
  const at = (offset: number) => withoutMarks(part.text.slice(0, offset)).length;
  return {
    kind: kind === 'file_citation' ? kind : 'output_file',
    start: at(annotation.start),
    end: at(annotation.end),
    filename: source.type === 'file' ? source.filename : '',
    ...(quote === undefined ? {} : { quote }),
  };
}

function texts({ parts }: UIMessage): string[] {
  return parts.flatMap((part) => (part.type === 'text' ? [(part as TextPart).text] : []));
}

function textIdOf({ providerMetadata }: TextPart): unknown {
  return providerMetadata?.['kit']?.['textId'];
}

function withoutMarks(text: string): string {
  return text.replace(/【[^【】]*†[^【】]*】/g, '');
}

function plain(value: unknown): unknown {
  // A picture that code has shown stands also beside what it printed in some of the APIs; it is a file in all of them.
  if (Array.isArray(value)) return value.filter((each) => (each as { type?: string }).type !== 'image').map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !particular.has(key) && !repeated.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, nameless.has(key) ? '…' : plain(inner)]));
}
