import type { Definition } from '../blocks/definition.ts';

/** What the text of a block needs to know of the document around it. */
export interface InlineContext {
  /** No definition will come any more. */
  readonly ended: boolean;
  definition(label: string): Definition | undefined;
  hasFootnote(label: string): boolean;
  /** A definition of this label, should it come, changes the text; so does the end, where it is `pending` until then. */
  missed(label: string, pending: boolean): void;
  /** The name of an entity is not loaded. */
  missedEntity(): void;
}
