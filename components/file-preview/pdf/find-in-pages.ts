import { findPassage, type SoughtPassage } from '../find-passage.ts';

/** Where a passage stands in a document of pages: a range of the text of one page, or of two and more where it crosses over. */
export interface PagedPassage {
  readonly isWhole: boolean;
  readonly places: readonly { readonly page: number; readonly start: number; readonly end: number }[];
}

/** Finds a passage in pages: whole on one, else whole across them, else the longest part. Pages count from 0. */
export function findInPages(pages: readonly string[], sought: SoughtPassage): PagedPassage | null {
  const text = pages.join('\n');
  // The offsets of the quote count in another edition of this text: they only tell which of several places is meant.
  const near = sought.start === undefined ? {} : { start: sought.start };
  const found = findPassage(text, { quote: sought.quote, ...near });
  if (!found) return null;
  let from = 0;
  const places = pages.flatMap((page, index) => {
    const start = Math.max(0, found.start - from);
    const end = Math.min(page.length, found.end - from);
    from += page.length + 1;
    return start < end ? [{ page: index, start, end }] : [];
  });
  return { isWhole: found.isWhole, places };
}
