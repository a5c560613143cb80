import type { SourceRange } from '../block.ts';

/** Characters that show. Where `value` is as long as the range it is the source itself; else it stands for all of it (`&amp;`). */
export interface TextInline extends SourceRange {
  readonly type: 'text';
  readonly value: string;
}

/** A line break of the source, white space to the reader. */
export interface SoftBreakInline extends SourceRange {
  readonly type: 'softbreak';
}

export interface HardBreakInline extends SourceRange {
  readonly type: 'hardbreak';
}

export interface SpanInline extends SourceRange {
  readonly type: 'emphasis' | 'strong' | 'strikethrough';
  readonly children: Inline[];
}

export interface CodeInline extends SourceRange {
  readonly type: 'code';
  readonly children: TextInline[];
}

export interface LinkInline extends SourceRange {
  readonly type: 'link';
  readonly url: string;
  readonly title?: string;
  /** A path into the assistant's sandbox that stands in the text by itself, without brackets. */
  readonly bare: boolean;
  readonly children: Inline[];
}

export interface ImageInline extends SourceRange {
  readonly type: 'image';
  readonly url: string;
  readonly title?: string;
  /** The description, as it would show. */
  readonly children: Inline[];
}

/** Raw HTML, which shows as the text it is. */
export interface HtmlInline extends SourceRange {
  readonly type: 'html';
  readonly children: TextInline[];
}

/** A formula with its delimiters. */
export interface MathInline extends SourceRange {
  readonly type: 'math';
  /** For a line of its own: `$$…$$` or `\\[…\\]`. */
  readonly display: boolean;
  readonly children: TextInline[];
}

export interface FootnoteReferenceInline extends SourceRange {
  readonly type: 'footnote-reference';
  readonly label: string;
}

/** `【4:0†source】`, which is for machines and never shows. */
export interface ReferenceMarkInline extends SourceRange {
  readonly type: 'reference-mark';
}

export type ParentInline = SpanInline | LinkInline | ImageInline;
export type Inline =
  | TextInline
  | SoftBreakInline
  | HardBreakInline
  | ParentInline
  | CodeInline
  | HtmlInline
  | MathInline
  | FootnoteReferenceInline
  | ReferenceMarkInline;
