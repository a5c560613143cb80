import type { Block, CellBlock, ContainerBlock, TableBlock } from '../block.ts';
import { isContainer } from '../block.ts';
import { contentOf } from './content-of.ts';

/** A block that holds text, and the element that shows it. */
export interface Leaf {
  readonly block: Exclude<Block, ContainerBlock | TableBlock> | CellBlock;
  readonly element: HTMLElement;
  readonly table?: TableBlock;
  /** It will not be written again as the text grows. */
  readonly final: boolean;
}

/** The leaves that may hold something of `[start, end)`, in the order of the source. Costs their number, and the depth. */
export function* leavesBetween(parent: ContainerBlock, node: Node, start: number, end: number): Generator<Leaf> {
  const { children } = parent;
  for (let n = indexAt(children, start); n < children.length; n++) {
    const block = children[n];
    const child = node.childNodes[n];
    if (!block || !child || block.start >= end) return;
    if (isContainer(block)) yield* leavesBetween(block, contentOf(child), start, end);
    else if (block.type === 'table') yield* cellsBetween(block, child as HTMLElement, start, end);
    else if (block.type !== 'rule') yield leafOf(block, child as HTMLElement);
  }
}

function* cellsBetween(table: TableBlock, element: HTMLElement, start: number, end: number): Generator<Leaf> {
  const [head, body] = element.firstElementChild?.childNodes ?? [];
  for (let n = indexAt(table.children, start); n < table.children.length; n++) {
    const row = table.children[n];
    const rowElement = n === 0 ? head?.firstChild : body?.childNodes[n - 1];
    if (!row || !rowElement || row.start >= end) return;
    for (const [column, block] of row.children.entries())
      if (block.start < end)
        yield { block, element: rowElement.childNodes[column] as HTMLElement, table, final: row.final };
  }
}

/** The last leaf that begins before a place in the source. */
export function leafBefore(parent: ContainerBlock, node: Node, offset: number): Leaf | null {
  const { children } = parent;
  for (let n = indexAt(children, offset - 1); n >= 0; n--) {
    const block = children[n];
    const child = node.childNodes[n];
    if (!block || !child || block.start >= offset) continue;
    if (isContainer(block)) {
      const leaf = leafBefore(block, contentOf(child), offset);
      if (leaf) return leaf;
    } else if (block.type === 'table') {
      // A row may begin before its first cell does: then the place belongs to the row above.
      const above = block.children[indexAt(block.children, offset - 1) - 1] ?? block;
      return [...cellsBetween(block, child as HTMLElement, above.start, offset)].at(-1) ?? null;
    } else if (block.type !== 'rule') return leafOf(block, child as HTMLElement);
  }
  return null;
}

function leafOf(block: Exclude<Leaf['block'], CellBlock>, element: HTMLElement): Leaf {
  const text = block.type === 'code' ? (element.lastElementChild?.firstElementChild as HTMLElement) : element;
  return { block, element: text, final: block.final };
}

/** The last one that begins at or before the place, for it may reach there; the first if none does. */
function indexAt(blocks: readonly { start: number }[], offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
