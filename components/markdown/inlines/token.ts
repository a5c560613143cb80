import type { Inline } from './inline.ts';
import type { DelimiterRun } from './delimiter-run.ts';

interface TokenBase {
  /** Where it stands in the text of its block. */
  readonly from: number;
  to: number;
}

/** Characters that mean themselves. */
export interface TextToken extends TokenBase {
  readonly type: 'text';
}

/** A marker without its partner. In text that still grows it is hidden: the partner may be on its way. */
export interface LoneToken extends TokenBase {
  readonly type: 'lone';
}

/** A piece that is complete. */
export interface NodeToken extends TokenBase {
  readonly type: 'node';
  readonly node: Inline;
}

/** What never shows, unless the document ends without the definition it waits for. */
export interface HiddenToken extends TokenBase {
  readonly type: 'hidden';
}

/** `[` or `![`: the beginning of a link or image, or text. */
export interface BracketToken extends TokenBase {
  readonly type: 'bracket';
  readonly image: boolean;
  readonly previous: BracketToken | null;
  /** The last one before it that is not of an image. */
  readonly previousLink: BracketToken | null;
  /** The last delimiter run before it. */
  readonly delimitersBelow: DelimiterRun | null;
  /** How many tokens come before it. */
  readonly index: number;
  /** A link around another link is none. */
  active: boolean;
  containsBracket: boolean;
  link: { readonly url: string; readonly title?: string } | null;
  /** Where the reference ends that a definition would make of it, should it come; 0 for none. */
  waitingUntil: number;
  /** Where it became certain that it is text; infinite while it is not. */
  settledAt: number;
}

/** The end of a link or image. */
export interface CloseToken extends TokenBase {
  readonly type: 'close';
}

export type Token = TextToken | LoneToken | NodeToken | HiddenToken | BracketToken | CloseToken | DelimiterRun;
