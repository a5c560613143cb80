import MarkdownIt, { type Token } from 'markdown-it';
import { escapeHtml, type ColorLines } from './color-lines.ts';
import { headingId } from './markdown-text.ts';

export interface PageHeading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** What is found under a heading, in plain words. */
export interface PagePassage {
  readonly heading: PageHeading;
  readonly text: string;
}

export interface RenderedMarkdown {
  readonly html: string;
  readonly passages: readonly PagePassage[];
}

export interface RenderOptions {
  readonly colors: ColorLines;
  /** Stands before the first block of markup that is live: the example itself. */
  readonly liveExample: string;
}

const longestName = 30;

/** Draws the Markdown of a page. Links to other pages of the site lead to what a browser shows of them. */
export function renderMarkdown(markdown: string, { colors, liveExample }: RenderOptions): RenderedMarkdown {
  // Without raw HTML: what stands in Markdown that others read elsewhere can bring no markup into the site.
  const renderer = new MarkdownIt({ html: false });
  const tokens = renderer.parse(markdown, {});
  const passages = addHeadingIds(tokens);
  let isShown = false;

  renderer.renderer.rules.fence = (all, index) => {
    const { info = '', content = '' } = all[index] ?? {};
    const [language = '', word] = info.split(' ');
    const before = word === 'live' && language === 'html' && !isShown ? liveExample : '';
    isShown ||= before !== '';
    const name = language === '' ? 'Code' : `Code, ${language}`;
    const colored = colors(content.replace(/\n$/, ''), language);
    // What scrolls has to be in reach of the keyboard.
    return `${before}<pre tabindex="0" role="group" aria-label="${escapeHtml(name)}"><code>${colored}</code></pre>\n`;
  };
  renderer.renderer.rules.code_inline = (all, index) => {
    const content = all[index]?.content ?? '';
    // A name is read whole; a line may end within what is longer.
    const isName = content.length <= longestName && !content.includes(' ');
    return `<code${isName ? ' class="name"' : ''}>${escapeHtml(content)}</code>`;
  };
  renderer.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
  renderer.renderer.rules.table_close = () => '</table></div>';
  // A column without a name has no heading; an empty one would be read out as such.
  const cell = (tag: 'open' | 'close'): NonNullable<typeof renderer.renderer.rules.th_open> => {
    return (all, index) => {
      const isEmpty = all[tag === 'open' ? index + 1 : index - 1]?.content === '';
      return `<${tag === 'open' ? '' : '/'}${isEmpty ? 'td' : 'th'}>`;
    };
  };
  renderer.renderer.rules.th_open = cell('open');
  renderer.renderer.rules.th_close = cell('close');
  renderer.renderer.rules.link_open = (all, index, options, _environment, self) => {
    const token = all[index];
    const target = String(token?.attrGet('href') ?? '');
    if (!/^[a-z]+:/.test(target)) token?.attrSet('href', target.replace(/\.md(?=#|$)/, '.html'));
    return self.renderToken(all, index, options);
  };
  return { html: renderer.renderer.render(tokens, renderer.options, {}), passages };
}

function addHeadingIds(tokens: readonly Token[]): PagePassage[] {
  const passages: { heading: PageHeading; text: string }[] = [];
  const known = new Map<string, number>();
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const text = plainText(tokens[index + 1]);
      const id = headingId(text);
      const count = known.get(id) ?? 0;
      known.set(id, count + 1);
      const unique = count === 0 ? id : `${id}-${count}`;
      token.attrSet('id', unique);
      passages.push({ heading: { level: Number(token.tag.slice(1)), id: unique, text }, text: '' });
    } else if (token.type === 'inline' && tokens[index - 1]?.type !== 'heading_open') {
      const passage = passages.at(-1);
      if (passage) passage.text = `${passage.text} ${plainText(token)}`.trim();
    }
  }
  return passages;
}

function plainText(inline: Token | undefined): string {
  const pieces = inline?.children?.map(({ type, content }) => (type === 'softbreak' ? ' ' : content)) ?? [];
  return pieces.join('');
}
