import { posix } from 'node:path';
import { markdownLines } from './markdown-text.ts';
import type { SitePage } from './site-map.ts';

export interface RelinkedMarkdown {
  readonly markdown: string;
  /** Pictures that it shows, by their paths in the repository; on the site they lie beside the pages. */
  readonly pictures: readonly string[];
}

/**
 * Has links between files of the repository lead to pages of the site. What the site has not keeps its words and is no link, for
 * a page cannot know where the repository lies.
 */
export function relink(markdown: string, file: string, pages: readonly SitePage[]): RelinkedMarkdown {
  const pictures: string[] = [];
  const relinked = markdownLines(markdown).map(({ text, isCode }) =>
    isCode
      ? text
      : text.replaceAll(
          /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g,
          (whole, mark: string, words: string, target: string) => {
            if (/^[a-z]+:|^#/.test(target)) return whole;
            const [path = '', anchor = ''] = target.split('#');
            const found = posix.join(posix.dirname(file), path);
            if (mark !== '') {
              pictures.push(found);
              return `![${words}](${posix.basename(found)})`;
            }
            const slug = slugOf(found, anchor, pages);
            return slug === undefined ? words : `[${words}](${slug}.md${anchor === '' ? '' : `#${anchor}`})`;
          },
        ),
  );
  return { markdown: relinked.join('\n'), pictures };
}

/** The page that shows the file whole is meant before one that shows a section of it. */
function slugOf(file: string, anchor: string, pages: readonly SitePage[]): string | undefined {
  if (file === 'README.md' && anchor === '') return 'index';
  const shows = (page: SitePage, isWhole: boolean): boolean =>
    page.sources.some((source) => source.file === file && (source.section === undefined) === isWhole);
  return (pages.find((page) => shows(page, true)) ?? pages.find((page) => shows(page, false)))?.slug;
}
