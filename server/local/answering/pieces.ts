const piece = /\s*(?:[\p{L}\p{N}\p{M}]{1,16}|[^\s\p{L}\p{N}\p{M}])|\s+/gu;

/** A text in the pieces it is streamed and counted in: about a word each, a mark each, with the space before it. */
export function pieces(text: string): string[] {
  return text.match(piece) ?? [];
}

/** How many tokens a text counts as here. Honest, but not what another engine would count. */
export function countTokens(text: string): number {
  return pieces(text).length;
}
