import type { Block } from '../block.ts';
import type { BlockParser } from './block-parser.ts';

/** Beginnings of a line that the next character may still make into something else, whatever the block around it. */
const anywhere: readonly RegExp[] = [
  // Rules, bullets, underlines of headings and emphasis begin alike.
  /^(?:(?:\*[ \t]*)+|(?:_[ \t]*)+|(?:-[ \t]*)+|\+[ \t]*)$/,
  /^\d{1,9}(?:[.)][ \t]*)?$/,
  /^#{1,6}[ \t]*$/,
  // What stands behind the opening of a fence never shows as text; another backtick makes it a code span.
  /^(?:`+|`{3,}[^`]*|~+|~{3,}.*)$/,
  /^(?:\${1,2}|\\\[?)[ \t]*$/,
  /^<(?:[/?!]?[a-z][a-z0-9-]{0,30}|[/!?]|!-|!\[[A-Z]{0,5}\[?)?$/i,
  /^\[(?:\^(?:[^\s[\]]{0,40}(?:\]:?[ \t]*)?)?)?$/,
];

const inParagraph: readonly RegExp[] = [/^=+[ \t]*$/, /^[|:-][|: \t-]*$/];
const inItem = /^\[[ xX]?\]?[ \t]*$/;

/**
 * True when the unfinished line has not shown yet what it is. It is held back then, for what it looks like might vanish with
 * its next character. Once a line is decided it stays so: each pattern also matches every beginning of what it matches.
 */
export function isUndecided(parser: BlockParser, container: Block): boolean {
  const { line } = parser;
  if (line.blank) return true;
  if (line.indented) return false;
  const { rest } = line;
  if (anywhere.some((pattern) => pattern.test(rest))) return true;
  if (container.type === 'paragraph') return inParagraph.some((pattern) => pattern.test(rest));
  return container.type === 'item' && container.children.length === 0 && inItem.test(rest);
}
