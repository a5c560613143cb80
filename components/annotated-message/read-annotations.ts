import {
  isAnnotationPart,
  textIdOf,
  type AnnotationKind,
  type AnnotationPart,
  type AnnotationSource,
  type Citation,
  type TextPart,
  type UIMessage,
} from '../../protocol/index.ts';
import { fileSource, urlSource } from './citation-source.ts';

/** An annotation in whichever form it came; nothing in it has been compared with the text yet. */
export interface ReadAnnotation {
  /** Stays the same while the message grows. */
  id: string;
  kind: AnnotationKind;
  source: AnnotationSource;
  start?: number;
  end?: number;
  /** What the text says between `start` and `end`, by the word of who counted. */
  marker?: string;
  /** `characters`: whoever counted may have counted an emoji as one where JavaScript counts two. */
  unit: 'utf16' | 'characters';
  quote?: string;
  quoteStart?: number;
  quoteEnd?: number;
}

/** The annotations of each text part, by the part's place in the message, and those of texts that are not there (yet). */
export interface ReadAnnotations {
  texts: ReadonlyMap<number, readonly ReadAnnotation[]>;
  strays: readonly ReadAnnotation[];
}

/**
 * Reads what a backend says about the texts of a message. Of the forms it may send, the best one that is there counts alone,
 * for they repeat each other: our `data-annotation`, then native citations, then OpenAI's own words.
 */
export function readAnnotations(message: UIMessage): ReadAnnotations {
  const parts = [...message.parts.entries()].filter((entry): entry is [number, TextPart] => entry[1].type === 'text');
  const owners = ownersById(parts);
  const named = new Map<number, ReadAnnotation[]>();
  const strays: ReadAnnotation[] = [];
  for (const part of latestById(message.parts.filter(isAnnotationPart))) {
    const index = owners(part.data.textId);
    const annotations = index === undefined ? strays : (named.get(index) ?? []);
    annotations.push(...readDataAnnotation(part));
    if (index !== undefined) named.set(index, annotations);
  }
  const texts = new Map<number, readonly ReadAnnotation[]>();
  for (const [index, part] of parts) texts.set(index, named.get(index) ?? readForeign(part, index));
  return { texts, strays };
}

/**
 * A data part that comes again with its id replaces the earlier one, also where no reducer has seen to it. By their ids, in which
 * our backend counts, so that those with one place are in the same order however they came.
 */
function latestById(parts: readonly AnnotationPart[]): Iterable<AnnotationPart> {
  const latest = new Map(parts.map((part, n) => [part.id ?? n, part])).values();
  return [...latest].sort((one, other) => counting.compare(one.id ?? '', other.id ?? ''));
}

const counting = new Intl.Collator('en', { numeric: true });

/** Which part has a text id. A text that nobody has named can only be meant where it is the only one. */
function ownersById(parts: readonly [number, TextPart][]): (textId: string) => number | undefined {
  const owners = new Map<string, number>();
  for (const [index, part] of parts) {
    const id = textIdOf(part) ?? part.id;
    if (id !== undefined && !owners.has(id)) owners.set(id, index);
  }
  const nameless = parts.length === 1 && owners.size === 0 ? parts[0]?.[0] : undefined;
  return (textId) => owners.get(textId) ?? nameless;
}

function readDataAnnotation({ id, data }: AnnotationPart): ReadAnnotation[] {
  const source = data.source.type === 'url' ? urlSource(data.source) : fileSource(data.source);
  if (!source) return [];
  const { kind, start, end } = data;
  const facts = {
    marker: text(data.marker),
    quote: text(data.quote),
    quoteStart: whole(data.quoteStart),
    quoteEnd: whole(data.quoteEnd),
  };
  return [{ id, kind, source, start, end, unit: 'utf16', ...known(facts) }];
}

function readForeign(part: TextPart, index: number): ReadAnnotation[] {
  const native = Array.isArray(part.citations) ? part.citations.flatMap((citation) => readCitation(citation)) : [];
  const raw: unknown = part.providerMetadata?.['openai']?.['annotations'];
  const annotations = native.length > 0 ? native : Array.isArray(raw) ? raw.flatMap((value) => readRaw(value)) : [];
  return annotations.map((annotation, n) => ({ ...annotation, id: `${index}:${n}`, unit: 'characters' }));
}

type Foreign = Omit<ReadAnnotation, 'id' | 'unit'>;

function readCitation(citation: Citation | undefined): Foreign[] {
  const given = citation?.source;
  if (!given) return [];
  const facts = given.providerMetadata?.['openai'] ?? {};
  const source =
    given.sourceType === 'url'
      ? urlSource(given)
      : fileSource({
          id: facts['fileId'] ?? given.id,
          filename: given.filename ?? given.title,
          mediaType: given.mediaType,
        });
  if (!source) return [];
  // The AI SDK does not turn OpenAI's point into a range; it only passes it on.
  const start = whole(citation.startIndex) ?? whole(facts['index']);
  const kind = text(facts['type']) ?? (source.type === 'url' ? 'url_citation' : 'file_citation');
  return [
    { kind, source, ...known({ start, end: whole(citation.endIndex) ?? start, quote: text(citation.citedText) }) },
  ];
}

/** OpenAI's own words, those of the Responses API or those of the Assistants API. */
function readRaw(value: unknown): Foreign[] {
  if (typeof value !== 'object' || value === null) return [];
  const raw = value as Record<string, unknown>;
  const file = (raw['file_citation'] ?? raw['file_path'] ?? raw) as Record<string, unknown>;
  const url = text(raw['url']);
  const source = url
    ? urlSource({ url, title: raw['title'] })
    : fileSource({ id: file['file_id'], filename: raw['filename'] ?? raw['title'] });
  if (!source) return [];
  const kind = text(raw['type']) ?? (url ? 'url_citation' : 'file_citation');
  // The index of a file path counts files, not characters.
  const start = whole(raw['start_index']) ?? (kind === 'file_path' ? undefined : whole(raw['index']));
  const end = whole(raw['end_index']) ?? start;
  return [{ kind, source, ...known({ start, end, marker: text(raw['text']), quote: text(file['quote']) }) }];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function known<Facts extends object>(facts: Facts): { [Fact in keyof Facts]?: Exclude<Facts[Fact], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [Fact in keyof Facts]?: Exclude<Facts[Fact], undefined>;
  };
}
