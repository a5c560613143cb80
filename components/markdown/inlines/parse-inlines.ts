import { InlineBuilder, type BuiltInlines } from './build-inlines.ts';
import type { Content } from './content.ts';
import type { InlineContext } from './inline-context.ts';
import { InlineParser } from './inline-parser.ts';

/** Reads the text of a leaf block; `growing` when more of it may follow, which shows up to `holdFrom` at most. */
export function parseInlines(
  content: Content,
  context: InlineContext,
  growing: boolean,
  holdFrom = Infinity,
): BuiltInlines {
  const parser = new InlineParser(content, context, growing);
  parser.hold(holdFrom);
  parser.parse();
  return new InlineBuilder(parser).build();
}
