import type { Block, CodeBlock, MathBlock } from '../block.ts';
import type { BlockParser } from './block-parser.ts';
import { continuesByIndent, type Continuation } from './continue-block.ts';
import type { Line } from './line.ts';

/** Takes what the syntax of a block claims of the line that is none of prose. */
export function continueRichBlock(block: Block, line: Line, parser: BlockParser): Continuation {
  switch (block.type) {
    case 'footnote':
      if (!line.blank) return continuesByIndent(line, 4);
      line.toNonspace();
      return 'yes';
    case 'code':
      return block.fence ? continueFence(block, line, parser) : continueIndentedCode(line, parser);
    case 'math':
      return continueMath(block, line, parser);
    case 'html':
      return line.blank && block.kind > 5 ? 'no' : 'yes';
    default:
      return 'no';
  }
}

function continueFence(block: CodeBlock, line: Line, parser: BlockParser): Continuation {
  const { character, length, indent } = block.fence ?? { character: '', length: 0, indent: 0 };
  // White space shows nothing, and may turn out to stand before the end of the code.
  if (line.blank && parser.unfinished) return 'done';
  if (!line.indented && line.text[line.nonspace] === character) {
    const run = runLength(line.text, line.nonspace, character);
    const isAlone = line.text.slice(line.nonspace + run).trim() === '';
    if (isAlone && parser.unfinished) return 'done';
    if (isAlone && run >= length) {
      block.end = line.end;
      parser.close(block);
      return 'done';
    }
  }
  line.skipColumns(Math.min(indent, line.indent));
  return 'yes';
}

function continueIndentedCode(line: Line, parser: BlockParser): Continuation {
  if (line.blank && parser.unfinished) return 'done';
  if (line.indent >= 4) line.skipColumns(4);
  else if (line.blank) line.toNonspace();
  else return 'no';
  return 'yes';
}

function continueMath(block: MathBlock, line: Line, parser: BlockParser): Continuation {
  const rest = line.rest.trimEnd();
  if (parser.unfinished && (rest === '' || block.closing.startsWith(rest) || rest === block.closing)) return 'done';
  if (rest !== block.closing) return 'yes';
  block.end = line.end;
  parser.close(block);
  return 'done';
}

function runLength(text: string, position: number, character: string): number {
  let end = position;
  while (text[end] === character) end++;
  return end - position;
}
