import type { PagePassage } from './render-markdown.ts';
import type { SitePage } from './site-map.ts';

/** What the search box reads: where a passage is, what stands above it, and its words. */
export interface SearchEntry {
  readonly url: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** One entry for each heading. Of a very long page only the headings are found, for its words would be most of the index. */
export function searchEntries(page: SitePage, passages: readonly PagePassage[]): SearchEntry[] {
  const isLong = passages.reduce((length, { text }) => length + text.length, 0) > longestPage;
  return passages.map(({ heading, text }) => ({
    url: heading.level === 1 ? `${page.slug}.html` : `${page.slug}.html#${heading.id}`,
    page: page.title,
    heading: heading.level === 1 ? '' : heading.text,
    text: isLong ? '' : text,
  }));
}

const longestPage = 60_000;
