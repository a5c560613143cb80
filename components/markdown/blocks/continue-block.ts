import type { Block } from '../block.ts';
import { rich } from '../rich.ts';
import type { BlockParser } from './block-parser.ts';
import type { Line } from './line.ts';

/** `yes`: the line goes on with the block; `no`: it does not; `done`: it has ended the block, or cannot be told yet. */
export type Continuation = 'yes' | 'no' | 'done';

/** Takes what the block's own syntax claims of the line. */
export function continueBlock(block: Block, line: Line, parser: BlockParser): Continuation {
  switch (block.type) {
    case 'root':
    case 'list':
      return 'yes';
    case 'quote':
      if (line.indented || line.text[line.nonspace] !== '>') return 'no';
      line.toNonspace();
      line.skip(1);
      line.skipOptionalSpace();
      return 'yes';
    case 'item':
      if (line.blank) {
        if (!block.begun) return 'no';
        line.toNonspace();
        return 'yes';
      }
      return continuesByIndent(line, block.indent);
    case 'paragraph':
    case 'table':
      return line.blank ? (parser.unfinished ? 'done' : 'no') : 'yes';
    default:
      return rich?.continueBlock(block, line, parser) ?? 'no';
  }
}

export function continuesByIndent(line: Line, columns: number): Continuation {
  if (line.indent < columns) return 'no';
  line.skipColumns(columns);
  return 'yes';
}
