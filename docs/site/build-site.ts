import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, type BuiltPage } from './built-page.ts';
import { bundleScripts } from './bundle-scripts.ts';
import { loadColors } from './color-lines.ts';
import { llmsText } from './llms-text.ts';
import { readPackage, type PackageFacts } from './package-facts.ts';
import { pageHtml } from './page-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import { searchEntries } from './search-index.ts';
import { appendix, guides, type SiteSection } from './site-map.ts';
import { stageHtml } from './stage-html.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What pages and their examples load as it is. */
const beside = [
  'docs/site/page/site.css',
  'docs/site/page/icon.svg',
  'docs/live/lease.txt',
  'docs/live/rent.csv',
] as const;

export interface SiteOptions {
  /** A folder from which `assistant-kit` can be imported. */
  readonly packageFolder: string;
  /** The package's own folder, with what its build has left in `dist/`. */
  readonly packageHome: string;
  /** Where the site goes; what is there goes away. */
  readonly out: string;
}

/** Builds the documentation: a page and its Markdown twin for each guide and element, their examples, and what search reads. */
export async function buildSite({ packageFolder, packageHome, out }: SiteOptions): Promise<readonly BuiltPage[]> {
  const facts = await readPackage(packageHome);
  const sections = [...guides, elementSection(facts), appendix];
  const all = sections.flatMap(({ pages }) => pages);
  const pages = await Promise.all(all.map((page) => buildPage(page, facts, { root, pages: all })));
  const livePages = pages.filter(({ example }) => example.script !== '');
  const colors = await loadColors(languagesOf(pages));

  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const write = (name: string, text: string): Promise<void> => writeFile(join(out, name), text);
  const search = await Promise.all(
    pages.map(async (page) => {
      const { html, passages } = renderMarkdown(page.markdown, { colors, liveExample: stageHtml(page) });
      const headings = passages.map(({ heading }) => heading);
      const isLive = livePages.includes(page);
      const { version } = facts;
      await write(`${page.slug}.md`, page.markdown);
      await write(`${page.slug}.html`, pageHtml({ page, body: html, headings, sections, isLive, version }));
      return searchEntries(page, passages);
    }),
  );
  await write('search.json', JSON.stringify(search.flat()));
  await write('llms.txt', llmsText(facts.description, sections));
  for (const file of [...beside, ...pages.flatMap(({ pictures }) => pictures)]) {
    await copyFile(join(root, file), join(out, basename(file)));
  }
  const scripts = livePages.map(({ slug, example, folder }) => ({
    slug,
    code: example.script,
    folder: join(root, folder),
  }));
  await bundleScripts({ scripts, packageFolder, out });
  return pages;
}

function elementSection({ elements }: PackageFacts): SiteSection {
  return {
    title: 'Elements',
    pages: elements.map(({ element: { tagName, description } }) => ({
      slug: tagName,
      title: tagName,
      summary: description.replaceAll('\n', ' ').replace(/(?<=[.]) .*/, ''),
      sources: [{ file: `docs/elements/${tagName}.md` }],
    })),
  };
}

function languagesOf(pages: readonly BuiltPage[]): Set<string> {
  const fences = pages.flatMap(({ markdown }) => [...markdown.matchAll(/^```(\w+)/gm)]);
  return new Set(fences.map(([, language = '']) => language));
}
