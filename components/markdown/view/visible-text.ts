import type { SourceRange } from '../block.ts';
import type { Inline } from '../inlines/inline.ts';
import type { Drawing } from './drawing.ts';
import { formulaOfBlock, formulaOfInline, type Formula } from './formula.ts';
import type { Leaf } from './leaves.ts';
import { inlinesOfLine } from './line-inlines.ts';

/** A piece of text that shows, and where it stands in the source. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** It is the source itself, so that each place in it has one there. */
  readonly verbatim: boolean;
}

/** What a leaf shows, in order. */
export function segmentsOf({ block }: Leaf, { markdown, ownWords, formulas }: Drawing): Segment[] {
  const segments: Segment[] = [];
  const addFormula = ({ start, end }: SourceRange, formula: Formula): boolean => {
    const value = formulas?.textOf(formula);
    if (value !== undefined) segments.push({ start, end, value, verbatim: false });
    return value !== undefined;
  };
  const add = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.type === 'math' && addFormula(node, formulaOfInline(node))) continue;
      const { start, end } = node;
      if (node.type === 'text')
        segments.push({ start, end, value: node.value, verbatim: node.value.length === end - start });
      else if (node.type === 'softbreak') segments.push({ start, end, value: '\n', verbatim: end - start === 1 });
      else if ('children' in node && !ownWords.has(node.start)) add(node.children);
    }
  };
  if (block.type === 'math' && addFormula(block, formulaOfBlock(block))) return segments;
  if (block.type === 'code' || block.type === 'html' || block.type === 'math') {
    const growing = markdown.isGrowing(block);
    for (const [n, line] of block.lines.entries()) add(inlinesOfLine(line, !growing || n < block.lines.length - 1));
  } else if (block.type !== 'rule') add(markdown.inlines(block));
  return segments;
}

/** The place in the visible text of a leaf that a place in the source has: how many characters show before it. */
export function visibleIndex(segments: readonly Segment[], offset: number): number {
  let index = 0;
  for (const { start, end, value, verbatim } of segments) {
    if (offset <= start) break;
    if (offset >= end || !verbatim) index += value.length;
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
