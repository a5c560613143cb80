import type { Block } from '../block.ts';
import { isContainer } from '../block.ts';
import type { BlockParser } from './block-parser.ts';

interface SavedBlock {
  readonly block: Block;
  readonly fields: Block;
  readonly lines: number;
  readonly children: number;
  readonly lastChild: Block | undefined;
}

/**
 * The state of a parser before an unfinished line. Only open blocks can change by a line, so this costs their depth, and the
 * blocks below them keep their identity.
 */
export class Checkpoint {
  readonly #parser: BlockParser;
  readonly #lineNumber: number;
  readonly #tip: Block;
  readonly #saved: SavedBlock[] = [];

  constructor(parser: BlockParser) {
    this.#parser = parser;
    this.#lineNumber = parser.lineNumber;
    this.#tip = parser.tip;
    for (let block: Block | null = parser.tip; block; block = block.parent) this.#saved.push(save(block));
  }

  restore(): void {
    for (const { block, fields, lines, children, lastChild } of this.#saved) {
      Object.assign(block, fields);
      if ('lines' in block) block.lines.length = lines;
      if ('children' in block) block.children.length = children;
      if (lastChild && isContainer(block)) block.children[children - 1] = lastChild;
    }
    this.#parser.tip = this.#tip;
    this.#parser.lineNumber = this.#lineNumber;
    this.#parser.growing = null;
  }
}

function save(block: Block): SavedBlock {
  return {
    block,
    fields: { ...block },
    lines: 'lines' in block ? block.lines.length : 0,
    children: 'children' in block ? block.children.length : 0,
    lastChild: isContainer(block) ? block.children.at(-1) : undefined,
  };
}
