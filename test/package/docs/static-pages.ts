/** What a page of the site says of itself, as far as it can be told without a browser. */
export interface StaticPage {
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
  /** What a strict policy would refuse, and what asks somebody else for something. */
  readonly faults: readonly string[];
}

export function readPage(html: string): StaticPage {
  const attributes = (name: string): string[] =>
    [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value.replaceAll('&amp;', '&'));
  const faults = [
    ...[...html.matchAll(/<script(?![^>]* src=)[^>]*>|<style|<[^>]* (?:style|on\w+)="/g)].map(([tag]) => tag),
    ...[...html.matchAll(/<(?!a )\w+[^>]* (?:src|href)="(?:[a-z]+:)?\/\/[^"]*"/g)].map(([tag]) => tag),
  ];
  return { links: [...attributes('href'), ...attributes('src')], ids: new Set(attributes('id')), faults };
}

/** Links that lead nowhere on the site. */
export function deadLinks(pages: ReadonlyMap<string, StaticPage>, files: ReadonlySet<string>): string[] {
  return [...pages].flatMap(([name, { links }]) =>
    links
      .filter((link) => {
        if (/^[a-z]+:/.test(link)) return false;
        const [path = '', anchor = ''] = link.split('#');
        const file = path === '' ? name : path;
        return !files.has(file) || (anchor !== '' && pages.get(file)?.ids.has(decodeURIComponent(anchor)) !== true);
      })
      .map((link) => `${name}: ${link}`),
  );
}
