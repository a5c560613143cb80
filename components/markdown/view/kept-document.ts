import { MarkdownDocument } from '../document.ts';

/** A document of which, once it is complete, only the source is kept: in a long conversation hardly any is asked for its tree again. */
export class KeptDocument {
  #growing: MarkdownDocument | null = new MarkdownDocument();
  #complete: WeakRef<MarkdownDocument> | null = null;
  #source = '';

  get source(): string {
    return this.#growing?.source ?? this.#source;
  }

  /** The tree. After `release` it may be another one, which is equal. */
  get document(): MarkdownDocument {
    const known = this.#growing ?? this.#complete?.deref();
    if (known) return known;
    const document = new MarkdownDocument();
    document.append(this.#source);
    document.end();
    this.#complete = new WeakRef(document);
    return document;
  }

  /** Gives up a document that will not change any more. */
  release(): void {
    if (!this.#growing?.ended || this.#growing.lacksEntities) return;
    this.#source = this.#growing.source;
    this.#complete = new WeakRef(this.#growing);
    this.#growing = null;
  }
}
