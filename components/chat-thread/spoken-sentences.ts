/** What of a growing text can be read out. */
export interface Spoken {
  /** Whole sentences, without marks of markdown; empty while none is whole. */
  text: string;
  /** The offset of what has not been read out yet. */
  end: number;
}

/** A sentence's end: its mark and the space after it, in any script, or the end of a paragraph. */
const sentenceEnd = /[.!?…](?=["'”’)\]]?\s)["'”’)\]]?|[。！？।؟]|\n\s*\n/g;

/**
 * The sentences of markdown that are whole from an offset on. A screen reader that is given every token reads syllables, or
 * starts over with each; given sentences it reads along. Code is named, not read.
 */
export function spokenSentences(markdown: string, start: number, isWhole: boolean, codeBlock: string): Spoken {
  const rest = markdown.slice(start);
  const end = isWhole ? rest.length : lastEnd(rest);
  return { text: plainText(rest.slice(0, end), codeBlock), end: start + end };
}

/** Just past the last whole sentence that stands outside of an open code block. */
function lastEnd(text: string): number {
  const fences = [...text.matchAll(/^ {0,3}(?:```|~~~).*$/gm)];
  const open = fences.length % 2 === 1 ? fences.at(-1)?.index : undefined;
  const last = [...text.slice(0, open).matchAll(sentenceEnd)].at(-1);
  return last ? last.index + last[0].length : 0;
}

function plainText(markdown: string, codeBlock: string): string {
  return markdown
    .replace(/^ {0,3}(```|~~~)[^\n]*\n[^]*?(?:^ {0,3}\1[^\n]*$|$(?![^]))/gm, codeBlock)
    .replace(/【[^】]*】/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|>|[-*+])\s+/gm, '')
    .replace(/^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$/gm, '')
    .replace(/[*_~`|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
}
