import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleScripts, type LiveScript } from './bundle-scripts.ts';
import { escapeHtml, loadColors } from './color-lines.ts';
import { elementPage, type CustomElementsManifest, type ElementDeclaration } from './element-page.ts';
import { liveExample, type LiveExample } from './live-example.ts';
import { llmsText } from './llms-text.ts';
import { sectionOf } from './markdown-text.ts';
import { pageHtml } from './page-html.ts';
import { releaseNotes, withHashes } from './release-text.ts';
import { renderMarkdown } from './render-markdown.ts';
import { searchEntries, type SearchEntry } from './search-index.ts';
import { relink } from './site-links.ts';
import { appendix, guides, type SitePage, type SiteSection } from './site-map.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What pages and their examples load as it is. */
const beside = ['site/page/site.css', 'site/page/icon.svg', 'live/lease.txt', 'live/rent.csv'];

export interface SiteOptions {
  /** A folder from which `assistant-kit` can be imported. */
  readonly packageFolder: string;
  /** The package's own folder, with what its build has left in `dist/`. */
  readonly packageHome: string;
  /** Where the site goes; what is there goes away. */
  readonly out: string;
}

/** A page as it was built. */
export interface BuiltPage extends SitePage {
  readonly markdown: string;
  readonly example: LiveExample;
  readonly elementEvents: readonly string[];
  /** Folder of the file whose examples it runs, for what they import. */
  readonly folder: string;
}

/** Builds the documentation: a page and its Markdown twin for each guide and element, their examples, and what search reads. */
export async function buildSite({ packageFolder, packageHome, out }: SiteOptions): Promise<readonly BuiltPage[]> {
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(packageHome, file), 'utf8'));
  const { version, description } = (await json('package.json')) as { version: string; description: string };
  const manifest = (await json('dist/custom-elements.json')) as CustomElementsManifest;
  const hashes = (await json('dist/cdn-integrity.json')) as Record<string, string>;
  const elements = manifest.modules
    .flatMap(({ path, declarations }) => declarations.map((element) => ({ element, module: path })))
    .toSorted((a, b) => (a.element.tagName < b.element.tagName ? -1 : 1));
  const sections = [...guides, elementSection(elements.map(({ element }) => element)), appendix];
  const all = sections.flatMap(({ pages }) => pages);

  const pictures = new Set<string>();
  const pages = await Promise.all(
    all.map(async (page): Promise<BuiltPage> => {
      const texts = page.sources.map(async ({ file, section }) => {
        const relinked = relink(sectionOf(await readFile(join(root, file), 'utf8'), section), file, all);
        for (const picture of relinked.pictures) pictures.add(picture);
        return relinked.markdown;
      });
      const written = withHashes((await Promise.all(texts)).join('\n\n'), hashes);
      const found = elements.find(({ element }) => element.tagName === page.slug);
      const text = found
        ? elementPage(found.element, found.module, written)
        : page.slug === 'release-notes'
          ? releaseNotes(written, hashes, version)
          : written;
      const markdown = `# ${found ? `\`<${page.title}>\`` : page.title}\n\n${text}\n`;
      const folder = dirname(page.sources.find(({ file }) => file.startsWith('docs/'))?.file ?? '.');
      return {
        ...page,
        markdown,
        folder: join(root, folder),
        example: liveExample(markdown),
        elementEvents: (found?.element.events ?? []).map(({ name }) => name),
      };
    }),
  );

  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const search: SearchEntry[] = [];
  const colors = await loadColors(languagesOf(pages));
  for (const page of pages) {
    const { html, passages } = renderMarkdown(page.markdown, { colors, liveExample: stage(page) });
    const headings = passages.map(({ heading }) => heading);
    const isLive = page.example.script !== '';
    search.push(...searchEntries(page, passages));
    await writeFile(join(out, `${page.slug}.md`), page.markdown);
    await writeFile(
      join(out, `${page.slug}.html`),
      pageHtml({ page, body: html, headings, sections, isLive, version }),
    );
  }
  await writeFile(join(out, 'search.json'), JSON.stringify(search));
  await writeFile(join(out, 'llms.txt'), llmsText(description, sections));
  for (const picture of pictures) await copyFile(join(root, picture), join(out, basename(picture)));
  for (const file of beside) await copyFile(join(root, 'docs', file), join(out, basename(file)));
  const scripts = pages.filter(({ example }) => example.script !== '').map(asScript);
  await bundleScripts({ scripts, packageFolder, out });
  return pages;
}

function elementSection(elements: readonly ElementDeclaration[]): SiteSection {
  return {
    title: 'Elements',
    pages: elements.map(({ tagName, description }) => ({
      slug: tagName,
      title: tagName,
      summary: description.replaceAll('\n', ' ').replace(/(?<=[.]) .*/, ''),
      sources: [{ file: `docs/elements/${tagName}.md` }],
    })),
  };
}

/** The example, and below it what its element tells. */
function stage({ example, elementEvents }: BuiltPage): string {
  const told =
    elementEvents.length === 0
      ? ''
      : `<p>Events so far:</p><ol class="told" data-events="${escapeHtml(elementEvents.join(' '))}"></ol>`;
  const note = example.script.includes('written-answers')
    ? '<p>What it answers was written beforehand. No model is asked.</p>'
    : '';
  return `<div class="live" role="group" aria-label="Live example"><div class="stage">${example.markup}</div><div class="beneath">${note}${told}</div></div>\n`;
}

function asScript({ slug, example, folder }: BuiltPage): LiveScript {
  return { slug, code: example.script, folder };
}

function languagesOf(pages: readonly BuiltPage[]): Set<string> {
  return new Set(
    pages.flatMap(({ markdown }) => [...markdown.matchAll(/^```(\w+)/gm)].map(([, language = '']) => language)),
  );
}
