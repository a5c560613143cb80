import type { DrawnInline, TokenInline } from './code-colors.ts';
import { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { footnotesOf } from './footnotes.ts';
import { putImage } from './image.ts';
import type { InsertionQueue } from './insertions.ts';
import { writeFormula } from './write-formula.ts';
import { writeLinkText, writeText } from './write-inlines.ts';

/** Writes an inline that is none of prose. */
export function writeRichInline(cursor: DomCursor, node: DrawnInline, queue: InsertionQueue, drawing: Drawing): void {
  switch (node.type) {
    case 'token':
      return writeToken(cursor.tag('span', node.kind, 'data-token'), node, queue);
    case 'math':
      return writeFormula(cursor.tag('span', node.display ? 'math display' : 'math'), node, drawing);
    case 'image':
      return writeLinkText(putImage(cursor, node, drawing), node, drawing);
    case 'footnote-reference':
      return footnotesOf(drawing).writeReference(cursor, node, drawing);
  }
}

/** Code has thousands of tokens, nearly all of them new and with nothing put into them. */
function writeToken(element: Element, token: TokenInline, queue: InsertionQueue): void {
  if (element.firstChild === null && (queue.next?.offset ?? token.end) >= token.end) return element.append(token.value);
  const cursor = new DomCursor(element);
  writeText(cursor, token, queue);
  cursor.end();
}
