import { escapeHtml } from './color-lines.ts';
import type { PageHeading } from './render-markdown.ts';
import { pagePolicy } from './site-policy.ts';
import type { SitePage, SiteSection } from './site-map.ts';

export interface PageOptions {
  readonly page: SitePage;
  readonly body: string;
  readonly headings: readonly PageHeading[];
  readonly sections: readonly SiteSection[];
  /** Whether the page has an example that runs. */
  readonly isLive: boolean;
  readonly version: string;
}

/** A page of the site, whole. It asks for nothing but what lies beside it, and has no script or style of its own within. */
export function pageHtml({ page, body, headings, sections, isLive, version }: PageOptions): string {
  const title = page.slug === 'index' ? 'assistant-kit' : `${page.title} · assistant-kit`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="content-security-policy" content="${escapeHtml(pagePolicy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content="${escapeHtml(page.summary)}" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="icon.svg" />
    <link rel="stylesheet" href="site.css" />
    <link rel="alternate" type="text/markdown" href="${page.slug}.md" />
    <script src="before-drawing.js"></script>
    <script type="module" src="site.js"></script>${
      isLive ? `\n    <script type="module" src="live/${page.slug}.js"></script>` : ''
    }
  </head>
  <body>
    <a class="skip" href="#content">Go to the text</a>
    <header class="bar">
      <button class="pages-button" popovertarget="pages" aria-label="Pages">☰</button>
      <a class="home" href="index.html">assistant-kit</a>
      <search>
        <input type="search" id="search" placeholder="Search" aria-label="Search these pages" aria-controls="found" autocomplete="off" />
        <div id="found" hidden></div>
        <p id="found-count" class="unseen" role="status"></p>
      </search>
      <button class="theme-button" hidden></button>
    </header>
    <nav id="pages" popover aria-label="Pages">
      ${sections.map((section) => navigation(section, page.slug)).join('\n      ')}
    </nav>
    <main id="content" tabindex="-1">
      ${contents(headings)}
      <article>
        ${body}
      </article>
      <footer>
        <a href="${page.slug}.md">This page as Markdown</a> · <a href="llms.txt">llms.txt</a> · assistant-kit ${escapeHtml(version)}
      </footer>
    </main>
  </body>
</html>
`;
}

function navigation({ title, pages }: SiteSection, current: string): string {
  const links = pages.map(
    (page) =>
      `<li><a href="${page.slug}.html"${page.slug === current ? ' aria-current="page"' : ''}>${escapeHtml(page.title)}</a></li>`,
  );
  return `<h2>${escapeHtml(title)}</h2>
      <ul>${links.join('')}</ul>`;
}

/** A page of few sections needs no list of them. */
function contents(headings: readonly PageHeading[]): string {
  const sections = headings.filter(({ level }) => level === 2);
  if (sections.length < 3) return '';
  const links = sections.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`);
  return `<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${links.join('')}</ul></nav>`;
}
