import type { SiteSection } from './site-map.ts';

/** The list of the site's pages for models that read it: https://llmstxt.org. */
export function llmsText(description: string, sections: readonly SiteSection[]): string {
  const lists = sections.map(
    ({ title, pages }) =>
      `## ${title}\n\n${pages.map((page) => `- [${page.title}](${page.slug}.md): ${page.summary}`).join('\n')}`,
  );
  return `# assistant-kit\n\n> ${description}\n\n${lists.join('\n\n')}\n`;
}
