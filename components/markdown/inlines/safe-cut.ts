import type { InlineParser } from './inline-parser.ts';

/**
 * The last place before which everything is certain: outside of all inlines, behind a space or line break, with nothing before it
 * that has begun and not ended. From there on a text that has grown is read again; this is what keeps that cheap in long
 * paragraphs.
 */
export function findCut({ tokens, text, holdFrom, delimiters }: InlineParser, firstUncertain: number): number {
  let limit = Math.min(firstUncertain, holdFrom);
  for (let run = delimiters.last; run; run = run.previous) if (run.canOpen) limit = Math.min(limit, run.from);
  let cut = 0;
  let depth = 0;
  let bracketEnd = 0;
  for (const token of tokens) {
    if (token.from >= limit) break;
    if (token.type === 'run') depth += token.opens.length - token.closes.length;
    else if (token.type === 'bracket') {
      const end = token.waitingUntil || token.settledAt;
      if (end > limit) break;
      bracketEnd = Math.max(bracketEnd, end);
    } else if (token.from < bracketEnd) continue;
    else if (depth === 0 && token.type === 'text') cut = cutWithin(text, token.from, Math.min(token.to, limit)) ?? cut;
    else if (depth === 0 && token.type === 'node' && text[token.to - 1] === '\n' && token.to < limit) cut = token.to;
  }
  return cut;
}

/** Behind the last space that a word follows: spaces at the end of a line may become a break. */
function cutWithin(text: string, from: number, to: number): number | null {
  for (let end = to; end > from; end--) if (text[end - 1] === ' ' && /[^ \t\n]/.test(text[end] ?? ' ')) return end;
  return null;
}
