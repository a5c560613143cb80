import { sandboxLinks, type RawAnnotation } from '../../../parts/span-of.ts';
import type { WrittenFile } from '../../../parts/announce-file.ts';
import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';
import { CitationMarks, type Citation } from '../citation-marks.ts';
import type { KeptContent, KeptMessage, KeptPassage } from '../kept-item.ts';
import type { OutputItem, Tell } from './output-item.ts';

/** What an answer can point to. */
export interface Sources {
  /** What searches have found, in the whole thread. */
  passages(): readonly KeptPassage[];
  /** What this answer's own searches have found. */
  found(): readonly KeptPassage[];
  /** What code has written, in the whole thread. */
  files(): readonly WrittenFile[];
}

interface Part {
  /** As the server has sent it. */
  raw: string;
  text: string;
  isRefusal: boolean;
  annotations: RawAnnotation[];
  marks: CitationMarks;
}

/** A message of the model: marks of citations become annotations with their places, links to files of the code too. */
export class MessageItem implements OutputItem {
  readonly #id: string;
  readonly #tell: Tell;
  readonly #sources: Sources;
  readonly #parts: Part[] = [];
  /** The places of the parts by the numbers that the server gives them, which need not be dense. */
  readonly #places = new Map<number, number>();
  #isDone = false;

  constructor(id: string, sources: Sources, tell: Tell) {
    this.#id = id;
    this.#sources = sources;
    this.#tell = tell;
  }

  *begin(): Generator<UpstreamEvent> {
    const item = { id: this.#id, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
    yield this.#tell({ type: 'response.output_item.added', item });
  }

  *event(event: UpstreamEvent): Generator<UpstreamEvent> {
    if (event.type === 'response.output_text.delta') yield* this.#add(this.#place(event, false), event.delta);
    else if (event.type === 'response.refusal.delta') yield* this.#add(this.#place(event, true), event.delta);
    else if (event.type === 'response.output_text.annotation.added') {
      const index = this.#place(event, false);
      const annotation = event.annotation as RawAnnotation | null;
      yield* this.#annotate(
        index,
        annotation?.isHere ? { ...annotation, index: this.#part(index).text.length } : annotation,
      );
    }
  }

  *end(item?: UpstreamItem): Generator<UpstreamEvent> {
    if (this.#isDone) return;
    this.#isDone = true;
    for (const [content_index, content] of (item?.type === 'message' ? item.content : []).entries()) {
      const place = this.#place({ content_index }, content.type === 'refusal');
      yield* this.#complete(place, content as KeptContent);
    }
    for (const index of this.#parts.keys()) yield* this.#close(index);
    yield* this.#unplaced();
    yield this.#tell({ type: 'response.output_item.done', item: this.#message() });
  }

  kept(): ConversationItem | undefined {
    return this.#parts.some(({ text }) => text.trim() !== '') ? (this.#message() as ConversationItem) : undefined;
  }

  *#add(index: number, delta: string): Generator<UpstreamEvent> {
    const part = this.#part(index);
    part.raw += delta;
    yield* this.#taken(index, part.marks.push(delta));
  }

  /** What the service says the whole is; what it has sent before stands. */
  *#complete(index: number, content: KeptContent): Generator<UpstreamEvent> {
    const whole = content.type === 'refusal' ? content.refusal : content.text;
    const { raw, annotations: told } = this.#part(index);
    if (whole.startsWith(raw) && whole !== raw) yield* this.#add(index, whole.slice(raw.length));
    if (content.type === 'refusal' || told.length > 0) return;
    for (const annotation of content.annotations ?? []) yield* this.#annotate(index, annotation);
  }

  *#close(index: number): Generator<UpstreamEvent> {
    const part = this.#part(index);
    yield* this.#taken(index, part.marks.end());
    for (const { name, start, end } of sandboxLinks(part.text)) {
      // The newest of a name is the one that is there.
      const file = this.#sources.files().findLast((each) => each.name === name);
      if (!file) continue;
      const place = { start_index: start, end_index: end };
      const annotation = { file_id: file.id, container_id: file.containerId, filename: name, ...place };
      yield* this.#annotate(index, { type: 'container_file_citation', ...annotation });
    }
  }

  /** A model that was given passages and cites none has used them all the same: they are sources without a place. */
  *#unplaced(): Generator<UpstreamEvent> {
    const cites = this.#parts.some(({ annotations }) => annotations.some(({ type }) => type === 'file_citation'));
    if (cites || this.#parts.length === 0) return;
    const files = new Map(this.#sources.found().map(({ file_id, filename }) => [file_id, filename]));
    for (const [file_id, filename] of files) {
      if (file_id === undefined) continue;
      yield* this.#annotate(this.#parts.length - 1, { type: 'file_citation', file_id, filename: filename ?? '' });
    }
  }

  *#taken(index: number, { text, citations }: { text: string; citations: Citation[] }): Generator<UpstreamEvent> {
    const part = this.#part(index);
    if (text !== '') {
      part.text += text;
      const type = part.isRefusal ? 'response.refusal.delta' : 'response.output_text.delta';
      yield this.#tell({ type, content_index: index, delta: text });
    }
    for (const citation of citations) {
      const passage = this.#sources.passages().find(({ number }) => number === citation.passage);
      if (!passage) continue;
      const { file_id = '', filename = '' } = passage;
      yield* this.#annotate(index, { type: 'file_citation', file_id, filename, ...citation });
    }
  }

  *#annotate(index: number, annotation: RawAnnotation | null): Generator<UpstreamEvent> {
    if (!annotation) return;
    const { annotations } = this.#part(index);
    const annotation_index = annotations.push(annotation) - 1;
    const type = 'response.output_text.annotation.added';
    yield this.#tell({ type, content_index: index, annotation_index, annotation });
  }

  #part(index: number): Part {
    const part = this.#parts[index];
    if (!part) throw new RangeError('There is no such part.');
    return part;
  }

  #place({ content_index }: { content_index: number }, isRefusal: boolean): number {
    const known = this.#places.get(content_index);
    if (known !== undefined) return known;
    const isKnown = (number: number) => this.#sources.passages().some((passage) => passage.number === number);
    const place = this.#parts.push({
      raw: '',
      text: '',
      isRefusal,
      annotations: [],
      marks: new CitationMarks(isKnown),
    });
    this.#places.set(content_index, place - 1);
    return place - 1;
  }

  #message(): KeptMessage {
    const content = this.#parts.map(({ text, isRefusal, annotations }): KeptContent => {
      return isRefusal ? { type: 'refusal', refusal: text } : { type: 'output_text', text, annotations, logprobs: [] };
    });
    return { id: this.#id, type: 'message', role: 'assistant', status: 'completed', content };
  }
}
