import type { Place } from './place-annotation.ts';

// The label of a link, its target (which may hold balanced parentheses, as Wikipedia's do) and its title.
const link = String.raw`\[[^\[\]]*\]\((?:[^\s()]|\([^\s()]*\))*(?:\s+"[^"]*")?\)`;
const onlyLinks = new RegExp(String.raw`^[\s(,;]*(?:${link}[\s),;]*)+$`);

/** True for a citation that the model wrote into its text: `([host](https://…))`, one link or several, with parentheses or not. */
export function isInlineCitation(slice: string): boolean {
  return onlyLinks.test(slice);
}

/** The inline citation of that address, where there is exactly one. */
export function findInlineCitation(text: string, url: string): Place | null {
  const target = `](${url})`;
  const at = text.indexOf(target);
  if (at < 0 || text.includes(target, at + 1)) return null;
  const label = text.lastIndexOf('[', at);
  if (label < 0) return null;
  const end = at + target.length;
  const inParentheses = text[label - 1] === '(' && text[end] === ')';
  return inParentheses ? { start: label - 1, end: end + 1 } : { start: label, end };
}

/** Where the words end that an inline citation at `start` stands for: before the space, and before other citations on the way. */
export function endOfClaim(text: string, start: number, citations: readonly Place[]): number {
  let end = start;
  for (;;) {
    const words = text.slice(0, end).trimEnd().length;
    const before = citations.find((citation) => citation.end === words && citation.start < words);
    if (!before) return words;
    end = before.start;
  }
}
