import type { BlockListener } from './blocks/block-parser.ts';
import type { Definition } from './blocks/definition.ts';
import type { InlineContext } from './inlines/inline-context.ts';
import { normalizeLabel } from './inlines/link-syntax.ts';
import { rich } from './rich.ts';

/**
 * The definitions of a document, and the texts that were read before a definition they needed. A text is known by where its block
 * begins: blocks on the unfinished line are new ones each time.
 */
export class References implements BlockListener {
  ended = false;
  onentities: (() => void) | undefined;
  readonly #onchange: (start: number) => void;
  readonly #definitions = new Map<string, Definition>();
  readonly #footnotes = new Set<string>();
  /** By label, footnotes with `^`; entities under `&`. */
  readonly #missed = new Map<string, Set<number>>();
  /** Texts that show differently when the document ends without the definition. */
  readonly #pending = new Set<number>();
  readonly #changed = new Set<number>();

  /** `onchange` is told where a text begins that must be read again. */
  constructor(onchange: (start: number) => void) {
    this.#onchange = onchange;
  }

  get lacksEntities(): boolean {
    return this.#missed.has('&');
  }

  /** The first definition of a label counts. */
  defined(label: string, definition: Definition): void {
    if (this.#definitions.has(label)) return;
    this.#definitions.set(label, definition);
    this.#resolve(label);
  }

  footnoteBegun(label: string): void {
    const key = normalizeLabel(label);
    this.#footnotes.add(key);
    this.#resolve(`^${key}`);
  }

  end(): void {
    this.ended = true;
    for (const start of this.#pending) this.#change(start);
    this.#pending.clear();
  }

  takeChanged(): number[] {
    const changed = [...this.#changed].sort((one, other) => one - other);
    this.#changed.clear();
    return changed;
  }

  /** What the text of the block that begins there needs to know. */
  contextOf(start: number): InlineContext {
    return {
      ended: this.ended,
      definition: (label) => this.#definitions.get(label),
      hasFootnote: (label) => this.#footnotes.has(normalizeLabel(label)),
      missed: (label, pending) => {
        if (this.ended) return;
        this.#miss(label, start);
        if (pending) this.#pending.add(start);
      },
      missedEntity: () => this.#missEntity(start),
    };
  }

  #miss(label: string, start: number): void {
    const starts = this.#missed.get(label);
    if (starts) starts.add(start);
    else this.#missed.set(label, new Set([start]));
  }

  #missEntity(start: number): void {
    const isLoading = this.lacksEntities;
    this.#miss('&', start);
    if (!isLoading) void this.#loadEntities();
  }

  async #loadEntities(): Promise<void> {
    await rich?.loadEntities();
    this.#resolve('&');
    this.onentities?.();
  }

  #resolve(label: string): void {
    for (const start of this.#missed.get(label) ?? []) this.#change(start);
    this.#missed.delete(label);
  }

  #change(start: number): void {
    this.#changed.add(start);
    this.#onchange(start);
  }
}
