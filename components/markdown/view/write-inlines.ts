import type { ImageInline, LinkInline, TextInline } from '../inlines/inline.ts';
import { rich } from '../rich.ts';
import type { DrawnInline, TokenInline } from './code-colors.ts';
import { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { firstVisible, InsertionQueue } from './insertions.ts';
import { putLink } from './link.ts';

const tags = { emphasis: 'em', strong: 'strong', strikethrough: 'del' } as const;

/** Writes inlines as nodes; insertions stand between them as far outside as their place allows. */
export function writeInlines(
  cursor: DomCursor,
  nodes: readonly DrawnInline[],
  queue: InsertionQueue,
  drawing: Drawing,
): void {
  for (const node of nodes) {
    if (queue.next) insertBefore(cursor, node, queue);
    writeInline(cursor, node, queue, drawing);
  }
}

/** Writes the children of an inline into its element. */
function writeChildren(element: Element, nodes: readonly DrawnInline[], queue: InsertionQueue, drawing: Drawing): void {
  const cursor = new DomCursor(element);
  writeInlines(cursor, nodes, queue, drawing);
  cursor.end();
}

function insertBefore(cursor: DomCursor, node: DrawnInline, queue: InsertionQueue): void {
  const start = firstVisible(node);
  if (start === null) return;
  for (let element = queue.takeUpTo(start); element; element = queue.takeUpTo(start)) cursor.insert(element);
}

function writeInline(cursor: DomCursor, node: DrawnInline, queue: InsertionQueue, drawing: Drawing): void {
  switch (node.type) {
    case 'text':
      return writeText(cursor, node, queue);
    case 'softbreak':
      return cursor.text('\n');
    case 'hardbreak':
      cursor.tag('br');
      return;
    case 'html':
      return writeInlines(cursor, node.children, queue, drawing);
    case 'emphasis':
    case 'strong':
    case 'strikethrough':
      return writeChildren(cursor.tag(tags[node.type]), node.children, queue, drawing);
    case 'code':
      return writeWhole(cursor.tag('code'), node.children);
    case 'link':
      return writeLinkText(putLink(cursor, node, drawing), node, drawing);
    default:
      rich?.writeInline(cursor, node, queue, drawing);
  }
}

/** Nothing stands within a link: a button in it could not be pressed. Null where it has words of its own. */
export function writeLinkText(link: Element | null, { children }: LinkInline | ImageInline, drawing: Drawing): void {
  if (link) writeChildren(link, children, new InsertionQueue([]), drawing);
}

export function writeText(
  cursor: DomCursor,
  { value, start, end }: TextInline | TokenInline,
  queue: InsertionQueue,
): void {
  let from = 0;
  if (value.length === end - start)
    for (let next = queue.next; next && next.offset < end; next = queue.next) {
      cursor.text(value.slice(from, next.offset - start));
      from = next.offset - start;
      queue.takeUpTo(next.offset);
      cursor.insert(next.element);
    }
  cursor.text(value.slice(from));
}

function writeWhole(element: Element, children: readonly TextInline[]): void {
  const cursor = new DomCursor(element);
  for (const { value } of children) cursor.text(value);
  cursor.end();
}
