import type { Annotation, MessagePart, TextPart, UIMessage } from '../../../protocol/index.ts';

/** A finished message of an assistant. */
export function assistant(...parts: MessagePart[]): UIMessage {
  return { id: 'm', role: 'assistant', parts };
}

/** A text of our backend, finished unless told otherwise. */
export function textPart(text: string, textId = 'a', changes: Partial<TextPart> = {}): TextPart {
  return { type: 'text', text, state: 'done', providerMetadata: { kit: { textId } }, ...changes };
}

export function file(filename = 'report.pdf', changes: { id?: string; url?: string } = {}): Annotation['source'] {
  return { type: 'file', id: filename, filename, ...changes };
}

export function page(url: string, title?: string): Annotation['source'] {
  return { type: 'url', id: `id of ${url}`, url, ...(title !== undefined && { title }) };
}

let count = 0;

/** An annotation on the first occurrence of `marker` in `text`. */
export function annotation(
  marker: string,
  text: string,
  { id, textId = 'a', ...changes }: Partial<Annotation> & { id?: string } = {},
): MessagePart & { data: unknown } {
  const start = text.indexOf(marker);
  const data = { textId, start, end: start + marker.length, marker, kind: 'file_citation', source: file(), ...changes };
  return { type: 'data-annotation', id: id ?? `${textId}#${count++}`, data };
}

/** An annotation that has a place but no extent. */
export function point(at: number): MessagePart {
  const data = { textId: 'a', start: at, end: at, kind: 'file_citation', source: file() };
  return { type: 'data-annotation', id: `a#point ${at}`, data };
}

/** A file the assistant has written. */
export function outputFile(filename: string, changes: Record<string, unknown> = {}): MessagePart {
  const url = new URL(filename, 'https://files.example/').href;
  const data = {
    id: filename,
    filename,
    mediaType: 'text/csv',
    bytes: 12,
    url,
    status: 'ready',
    origin: {},
    ...changes,
  };
  return { type: 'data-file', id: String(data.id), data };
}

/** Every order in which the parts may come. */
export function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, n) => permutations(items.toSpliced(n, 1)).map((rest) => [item, ...rest]));
}
