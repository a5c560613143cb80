/** Whatever may begin something that is more than prose. Mostly it does not, which costs nothing but to load what is not needed. */
const beyondProse = /[|$<&@【\t]| {4}|`{3}|~{3}|!\[|\[\^|\\[([]|:\/\/|www\.|sandbox:\//;

/**
 * How far a text is prose: headings, lists, quotes, emphasis, code within lines, links in brackets. So much of it can be read
 * without the rest of markdown; and if more text comes, what is behind can be read with it then, as if it had been there always.
 */
export function proseEnd(text: string): number {
  const end = text.search(beyondProse);
  return end < 0 ? text.length : end;
}
