import type { Block, CellBlock, ContainerBlock, TableBlock } from '../block.ts';
import { isContainer } from '../block.ts';
import type { Drawing } from './drawing.ts';
import type { Insertion } from './insertions.ts';

const none: readonly Insertion[] = [];

/**
 * The insertions that belong into a leaf block: those behind its beginning, up to the beginning of the next leaf; or into a part
 * of it, from `start` to `end`.
 */
export function insertionsOf(
  block: Block | CellBlock,
  drawing: Drawing,
  table?: TableBlock,
  start = block.start,
  end?: number,
): readonly Insertion[] {
  const { insertions, markdown } = drawing;
  const last = insertions.at(-1);
  if (!last || last.offset <= start) return none;
  const limit = Math.min(end ?? nextLeafStart(block, table), markdown.source.length);
  return insertions.filter(({ offset }) => offset > start && offset <= limit);
}

function nextLeafStart(block: Block | CellBlock, table: TableBlock | undefined): number {
  if (block.type !== 'cell') return nextStart(block);
  const cells = table?.children.flatMap(({ children }) => children) ?? [];
  const next = cells[cells.indexOf(block) + 1];
  return next?.start ?? (table ? nextStart(table) : Infinity);
}

/** Where the next leaf behind a block begins. */
function nextStart(block: Block): number {
  let current: Block = block;
  for (let parent: ContainerBlock | null = block.parent; parent; parent = parent.parent) {
    const siblings: readonly Block[] = parent.children;
    for (let n = siblings.lastIndexOf(current) + 1; n < siblings.length; n++) {
      const start = firstLeafStart(siblings[n]);
      if (start !== null) return start;
    }
    current = parent;
  }
  return Infinity;
}

function firstLeafStart(block: Block | undefined): number | null {
  if (!block || block.type === 'rule') return null;
  if (!isContainer(block)) return block.start;
  for (const child of block.children) {
    const start = firstLeafStart(child);
    if (start !== null) return start;
  }
  return null;
}
