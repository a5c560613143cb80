import type { SourceRange } from '../block.ts';
import type { Inline, TextInline } from '../inlines/inline.ts';

/** Code that has a colour: `[start, end)` of its line, in UTF-16 code units. */
export interface CodeToken {
  readonly start: number;
  readonly end: number;
  /** What a style sheet knows it by, as in `[data-token='keyword']`. */
  readonly kind: string;
}

/** Reads the lines of a piece of code one after the other, each once; its tokens come in order and do not overlap. */
export type ReadCodeLine = (line: string) => readonly CodeToken[];

/** Begins to read a piece of code: at its first line, or where another reader has come to, which it leaves as it is. */
export type ReadCode = (from?: ReadCodeLine) => ReadCodeLine;

/** How code of a language is read, or will be once that is loaded; undefined for a language nobody knows. */
export type ColorCode = (language: string) => ReadCode | undefined | Promise<ReadCode | undefined>;

/** A token of code, as a view writes it. */
export interface TokenInline extends SourceRange {
  readonly type: 'token';
  readonly kind: string;
  readonly value: string;
}

/** What a view writes: what the parser has read, and what others have found in that. */
export type DrawnInline = Inline | TokenInline;

/** A line of code in its colours. */
export function inColors(line: TextInline, tokens: readonly CodeToken[]): DrawnInline[] {
  const piece = (from: number, to: number): TextInline => ({
    type: 'text',
    value: line.value.slice(from, to),
    start: line.start + from,
    end: line.start + to,
  });
  const nodes: DrawnInline[] = [];
  let done = 0;
  for (const { start, end, kind } of tokens) {
    if (start > done) nodes.push(piece(done, start));
    nodes.push({ ...piece(start, end), type: 'token', kind });
    done = end;
  }
  if (done < line.value.length || tokens.length === 0) nodes.push(piece(done, line.value.length));
  return nodes;
}
