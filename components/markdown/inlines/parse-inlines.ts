import { InlineBuilder, type BuiltInlines } from './build-inlines.ts';
import type { Content } from './content.ts';
import { endWithoutSpace } from './decided-end.ts';
import type { InlineContext } from './inline-context.ts';
import { InlineParser } from './inline-parser.ts';

/** Whatever may be more than text. Most cells and many items of lists have none of it. */
const syntax = /[\n`[\]!<&\\*_~$【@:]|www\./i;

/** Reads the text of a leaf block; `growing` when more of it may follow, which shows up to `holdFrom` at most. */
export function parseInlines(
  content: Content,
  context: InlineContext,
  growing: boolean,
  holdFrom = Infinity,
): BuiltInlines {
  if (!growing && !syntax.test(content.text)) {
    return { nodes: content.leaves(0, endWithoutSpace(content.text), '\n'), cut: 0, cutNodes: 0, certain: true };
  }
  const parser = new InlineParser(content, context, growing);
  parser.hold(holdFrom);
  parser.parse();
  return new InlineBuilder(parser).build();
}
