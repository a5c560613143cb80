import {
  textIdOf,
  type Annotation,
  type AnnotationSource,
  type FileSource,
  type TextPart,
  type UIMessage,
} from '../../protocol/index.ts';
import { sourceKey, sourceName } from './citation-source.ts';
import { isComplete } from './is-complete.ts';
import { endOfClaim, isInlineCitation } from './inline-citation.ts';
import { placeAnnotation, type Place } from './place-annotation.ts';
import { readAnnotations, type ReadAnnotation } from './read-annotations.ts';
import { restingSources } from './resting-sources.ts';

/** Words of an answer that rest on a source, as offsets into the markdown of their text part. */
export interface Passage extends Place {
  /**
   * `words`: these words. `sentence`: the sentence that the point at `start` closes. `claim`: likewise, but the sentence before
   * a citation that the model wrote into its text, which is itself the `words`; lit only while somebody points at it.
   */
  extent: 'words' | 'sentence' | 'claim';
}

/** One place in the answer where one source is cited: one marker. */
export interface PlacedCitation {
  /** Stays the same while the message grows. */
  key: string;
  source: CitedSource;
  /** Where the marker stands: behind the words, and behind the full stop that closes them. */
  offset: number;
  passages: readonly Passage[];
  /** What the source says, as far as the backend tells; first the annotation the marker stands for. */
  annotations: readonly Annotation[];
}

/** A source as a person counts them: the same page or file has one number throughout the message. */
export interface CitedSource {
  key: string;
  /** From 1, in the order in which a reader meets them; sources without a place come last. */
  number: number;
  name: string;
  source: AnnotationSource;
  citations: readonly PlacedCitation[];
}

/** A link of the answer into the sandbox, and the file it means. */
export interface FileLink extends Place {
  source: FileSource;
}

export interface TextCitations {
  /** In reading order. */
  citations: readonly PlacedCitation[];
  fileLinks: readonly FileLink[];
}

export interface MessageCitations {
  sources: readonly CitedSource[];
  /** By the text part's place in the message. */
  texts: ReadonlyMap<number, TextCitations>;
}

/**
 * Ties the claims of a message to what they rest on, from whatever the backend sent: `data-annotation` parts, native citations
 * of the AI SDK, OpenAI's raw annotations, or sources without a place. A pure function: the order of arrival does not matter.
 */
export function collectCitations(message: UIMessage): MessageCitations {
  const { texts, strays } = readAnnotations(message);
  const register = new Map<string, CitedSource & { citations: PlacedCitation[] }>();
  const enter = (source: AnnotationSource) => {
    const key = sourceKey(source);
    const known = register.get(key) ?? {
      key,
      number: register.size + 1,
      name: sourceName(source),
      source,
      citations: [],
    };
    register.set(key, known);
    return known;
  };
  const unplaced: ReadAnnotation[] = [...strays];
  const collected = new Map<number, TextCitations>();
  for (const [index, annotations] of texts) {
    const part = message.parts[index] as TextPart;
    const placed: Placed[] = [];
    const fileLinks: FileLink[] = [];
    for (const annotation of annotations) {
      const place = placeAnnotation(part.text, annotation, isComplete(part, message));
      if (!place) unplaced.push(annotation);
      else if (annotation.source.type === 'file' && part.text.slice(place.start, place.end).includes('sandbox:'))
        fileLinks.push({ ...place, source: annotation.source });
      else placed.push({ annotation, ...place });
    }
    const textId = textIdOf(part) ?? part.id ?? `${message.id}:${index}`;
    collected.set(index, { citations: inReadingOrder(placed, part.text, textId, enter), fileLinks });
  }
  const linked = [...collected.values()].flatMap(({ fileLinks }) => fileLinks);
  for (const source of restingSources(message, unplaced, [...register.values()], linked)) enter(source);
  return { sources: [...register.values()], texts: collected };
}

type Placed = Place & { annotation: ReadAnnotation };

function inReadingOrder(
  placed: readonly Placed[],
  text: string,
  textId: string,
  enter: (source: AnnotationSource) => CitedSource & { citations: PlacedCitation[] },
): PlacedCitation[] {
  const inline = placed.filter(({ start, end }) => isInlineCitation(text.slice(start, end)));
  const markers = placed
    .map((one) => ({ ...one, offset: behindSentenceEnd(text, one.end), passages: passagesOf(one, text, inline) }))
    .sort((one, other) => one.offset - other.offset || one.start - other.start);
  const citations = new Map<string, PlacedCitation & { passages: Passage[]; annotations: Annotation[] }>();
  for (const { annotation, start, end, offset, passages } of markers) {
    const source = enter(annotation.source);
    const place = `${offset} ${source.key}`;
    let citation = citations.get(place);
    if (!citation) {
      citation = { key: annotation.id, source, offset, passages: [], annotations: [] };
      citations.set(place, citation);
      source.citations.push(citation);
    }
    citation.passages.push(...passages);
    citation.annotations.push(annotationOf(annotation, { start, end }, textId));
  }
  return [...citations.values()].sort(
    (one, other) => one.offset - other.offset || one.source.number - other.source.number,
  );
}

function passagesOf({ start, end }: Place, text: string, inline: readonly Place[]): Passage[] {
  const slice = text.slice(start, end);
  // The mark of a reference never shows, so what it stands behind is what it stands for.
  if (start === end || /^(?:【[^【】]*】)+$/.test(slice)) return [{ start, end: start, extent: 'sentence' }];
  const words: Passage = { start, end, extent: 'words' };
  if (!inline.some((citation) => citation.start === start && citation.end === end)) return [words];
  const claim = endOfClaim(text, start, inline);
  return [words, { start: claim, end: claim, extent: 'claim' }];
}

// Closing marks, then what ends a sentence, where a sentence can end: not the point of a number or of a host's name.
const sentenceEnd =
  /(?:【[^【】]*】|[*_~`"'”’»)\]])*[.!?…。！？]+["'”’»)\]*_~`]*(?=[\s([【]|$|[^ -~])|(?:【[^【】]*】)+/y;

/** Engines count to either side of the full stop; the marker stands behind it, and behind quotes and emphasis it closes. */
function behindSentenceEnd(text: string, offset: number): number {
  sentenceEnd.lastIndex = offset;
  return sentenceEnd.test(text) ? sentenceEnd.lastIndex : offset;
}

function annotationOf({ id: _, unit: __, ...facts }: ReadAnnotation, place: Place, textId: string): Annotation {
  return { ...facts, ...place, textId };
}
