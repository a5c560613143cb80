import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { elementPage } from './element-page.ts';
import { liveExample, type LiveExample } from './live-example.ts';
import { sectionOf } from './markdown-text.ts';
import type { PackageFacts } from './package-facts.ts';
import { releaseNotes, withHashes } from './release-text.ts';
import { relink } from './site-links.ts';
import type { SitePage } from './site-map.ts';

/** A page with all that it says. */
export interface BuiltPage extends SitePage {
  readonly markdown: string;
  readonly example: LiveExample;
  /** What the element tells that the page is about. */
  readonly events: readonly string[];
  /** Where the file lies whose examples it runs, for what they import; from the root of the repository. */
  readonly folder: string;
  /** Pictures that it shows, by their paths in the repository. */
  readonly pictures: readonly string[];
}

/** Puts a page together: what people have written, wherever it stands, and what the package tells of itself. */
export async function buildPage(
  page: SitePage,
  facts: PackageFacts,
  { root, pages }: { readonly root: string; readonly pages: readonly SitePage[] },
): Promise<BuiltPage> {
  const texts = await Promise.all(
    page.sources.map(async ({ file, section, heading }) => {
      const { markdown, pictures } = relink(sectionOf(await readFile(join(root, file), 'utf8'), section), file, pages);
      if (!section) return { markdown, pictures };
      // What is called as its page need not say so twice.
      const title = heading === page.title ? '' : `## ${heading ?? section}\n\n`;
      return { markdown: markdown.replace(/^## .*\n*/, title), pictures };
    }),
  );
  const written = withHashes(texts.map(({ markdown }) => markdown).join('\n\n'), facts.hashes);
  const about = facts.elements.find(({ element }) => element.tagName === page.slug);
  const title = about ? `\`<${page.title}>\`` : page.title;
  const text = about
    ? elementPage(about.element, about.module, written)
    : page.slug === 'release-notes'
      ? releaseNotes(written, facts)
      : written;
  const markdown = `# ${title}\n\n${text}\n`;
  return {
    ...page,
    markdown,
    example: liveExample(markdown),
    events: (about?.element.events ?? []).map(({ name }) => name),
    folder: dirname(page.sources.find(({ file }) => file.startsWith('docs/'))?.file ?? '.'),
    pictures: texts.flatMap(({ pictures }) => pictures),
  };
}
