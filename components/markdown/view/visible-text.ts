import type { Inline } from '../inlines/inline.ts';
import type { Drawing } from './drawing.ts';
import type { Leaf } from './leaves.ts';
import { inlinesOf } from './lines-view.ts';

/** A piece of text that shows, and where it stands in the source. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** What a leaf shows, in order. */
export function segmentsOf({ block }: Leaf, { markdown, ownWords }: Drawing): Segment[] {
  const segments: Segment[] = [];
  const add = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.type === 'text') segments.push(node);
      else if (node.type === 'softbreak') segments.push({ start: node.start, end: node.end, value: '\n' });
      else if ('children' in node && !ownWords.has(node.start)) add(node.children);
    }
  };
  if (block.type === 'code' || block.type === 'html' || block.type === 'math') {
    const growing = markdown.isGrowing(block);
    for (const [n, line] of block.lines.entries()) add(inlinesOf(line, !growing || n < block.lines.length - 1));
  } else if (block.type !== 'rule') add(markdown.inlines(block));
  return segments;
}

/** The place in the visible text of a leaf that a place in the source has: how many characters show before it. */
export function visibleIndex(segments: readonly Segment[], offset: number): number {
  let index = 0;
  for (const { start, end, value } of segments) {
    if (offset <= start) break;
    if (offset >= end || value.length !== end - start) index += value.length;
    else return index + offset - start;
  }
  return index;
}

/** The text nodes of an element, without those of controls. */
export function* textNodes(element: Node, controls: WeakSet<Node>): Generator<Text> {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) yield node as Text;
    else if (!controls.has(node)) yield* textNodes(node, controls);
  }
}
