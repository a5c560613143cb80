import type { Chunk, Citation, ProviderMetadata } from '../../../protocol/index.ts';
import { annotationOf, citationOf, sealedAnnotation, sourceChunks, type Reference } from './annotation-of.ts';
import type { MessageScope } from './message-scope.ts';
import { spanOf, type RawAnnotation } from './span-of.ts';

/** One text of a message, from its first word to its last annotation. */
export class TextPart {
  readonly #scope: MessageScope;
  readonly #textId: string;
  readonly #isRefusal: boolean;
  readonly #annotations: RawAnnotation[] = [];
  /** What has been told of each annotation, as JSON. */
  readonly #told: string[] = [];
  #text = '';
  #state: 'new' | 'open' | 'done' = 'new';

  constructor(scope: MessageScope, textId: string, isRefusal = false) {
    this.#scope = scope;
    this.#textId = textId;
    this.#isRefusal = isRefusal;
  }

  *open(): Generator<Chunk> {
    if (this.#state !== 'new') return;
    this.#state = 'open';
    yield { type: 'text-start', id: this.#textId, providerMetadata: { kit: this.#kit() } };
  }

  *add(delta: string): Generator<Chunk> {
    if (this.#state === 'done' || delta === '') return;
    yield* this.open();
    this.#text += delta;
    yield { type: 'text-delta', id: this.#textId, delta };
    yield* this.#tellAnnotations(false);
  }

  *annotate(annotation: RawAnnotation | null | undefined, index: number): Generator<Chunk> {
    if (!annotation || this.#state === 'done') return;
    yield* this.open();
    this.#annotations[index] = annotation;
    yield* this.#tellAnnotations(false);
  }

  /** Goes on to what the service says the text is by now; what does not begin as it has been sent is left alone. */
  *catchUp(text: string): Generator<Chunk> {
    if (text.startsWith(this.#text)) yield* this.add(text.slice(this.#text.length));
  }

  /** @param text what the service says the whole text is; what it has sent before stands, because offsets count in it */
  *finish(text?: string | null, annotations?: readonly RawAnnotation[] | null): Generator<Chunk> {
    if (this.#state === 'done') return;
    yield* this.open();
    yield* this.catchUp(text ?? '');
    for (const [index, annotation] of (annotations ?? []).entries()) this.#annotations[index] = annotation;
    yield* this.#tellAnnotations(true);
    this.#state = 'done';
    yield this.#end();
  }

  *close(): Generator<Chunk> {
    if (this.#state === 'open') yield* this.finish();
  }

  *#tellAnnotations(isComplete: boolean): Generator<Chunk> {
    for (const [index, raw] of this.#annotations.entries()) {
      // A list with holes: annotations may be told out of order.
      if (!raw || (!isComplete && this.#told[index] !== undefined)) continue;
      const reference = this.#refer(raw, index, isComplete);
      if (reference === 'later') continue;
      const data = annotationOf(reference);
      const told = JSON.stringify(data ?? null);
      if (told !== this.#told[index] && data) yield { type: 'data-annotation', id: `${this.#textId}#${index}`, data };
      this.#told[index] = told;
      yield* sourceChunks(reference);
    }
  }

  #refer(raw: RawAnnotation, index: number, isComplete: boolean): Reference | 'later' {
    const ordinal = this.#annotations.slice(0, index).filter((other) => other?.type === raw.type).length;
    const span = spanOf(raw, this.#text, isComplete, ordinal);
    if (span === 'later') return span;
    return { raw, span, text: this.#text, textId: this.#textId, scope: this.#scope, ordinal };
  }

  #end(): Chunk {
    const references = this.#annotations
      .map((raw, index) => (raw ? this.#refer(raw, index, true) : undefined))
      .filter((reference): reference is Reference => typeof reference === 'object');
    const citations = references.map(citationOf).filter((citation): citation is Citation => citation !== undefined);
    const annotations = references.map(sealedAnnotation);
    const metadata: ProviderMetadata = { kit: this.#kit() };
    if (annotations.length > 0) metadata['openai'] = { annotations };
    return {
      type: 'text-end',
      id: this.#textId,
      ...(citations.length > 0 ? { citations } : {}),
      // Repeated whole: a later metadata takes the place of an earlier one.
      providerMetadata: metadata,
    };
  }

  #kit(): Record<string, unknown> {
    return { textId: this.#textId, ...(this.#isRefusal ? { refusal: true } : {}) };
  }
}
