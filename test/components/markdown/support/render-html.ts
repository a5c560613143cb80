import {
  MarkdownDocument,
  type Block,
  type CellBlock,
  type Inline,
  type SourceLine,
  type TextBlock,
} from '../../../../components/markdown/index.ts';

/** The HTML of a specification, for comparing; the view never makes any. */
export function renderHtml(source: string): string {
  const document = new MarkdownDocument();
  document.append(source);
  document.end();
  return htmlOf(document);
}

export function htmlOf(document: MarkdownDocument): string {
  const render = (blocks: readonly Block[], tight = false): string =>
    blocks.map((block) => renderBlock(block, tight)).join('');
  const inlines = (block: TextBlock) => document.inlines(block).map(renderInline).join('');

  const renderBlock = (block: Block, tight: boolean): string => {
    switch (block.type) {
      case 'root':
      case 'footnote':
        return '';
      case 'quote':
        return `<blockquote>\n${render(block.children)}</blockquote>\n`;
      case 'list': {
        const tag = block.ordered ? 'ol' : 'ul';
        const start = block.ordered && block.first !== 1 ? ` start="${block.first}"` : '';
        const items = block.children.map((item) => renderItem(item, !block.loose)).join('');
        return `<${tag}${start}>\n${items}</${tag}>\n`;
      }
      case 'item':
        return renderItem(block, false);
      case 'paragraph':
        return tight ? `${inlines(block)}\n` : `<p>${inlines(block)}</p>\n`;
      case 'heading':
        return `<h${block.level}>${inlines(block)}</h${block.level}>\n`;
      case 'rule':
        return '<hr />\n';
      case 'code': {
        const language = block.info.split(/\s/)[0];
        const attribute = language ? ` class="language-${escapeHtml(language)}"` : '';
        return `<pre><code${attribute}>${escapeHtml(textOf(block.lines))}</code></pre>\n`;
      }
      case 'math':
        return `<pre class="math">${escapeHtml(textOf(block.lines))}</pre>\n`;
      case 'html':
        return textOf(block.lines);
      case 'table': {
        const [header, ...rows] = block.children;
        const body =
          rows.length > 0 ? `<tbody>\n${rows.map(({ children }) => renderRow(children)).join('')}</tbody>\n` : '';
        return `<table>\n<thead>\n${renderRow(header?.children ?? [])}</thead>\n${body}</table>\n`;
      }
    }
  };

  const renderItem = (block: Block, tight: boolean): string => {
    if (block.type !== 'item') return '';
    const checked = block.task === 'done' ? ' checked=""' : '';
    const box = block.task ? `<input${checked} disabled="" type="checkbox"> ` : '';
    const html = render(block.children, tight);
    return `<li>${html.startsWith('<p>') ? html.replace('<p>', `<p>${box}`) : box + html}</li>\n`;
  };

  const renderRow = (cells: readonly CellBlock[]): string => {
    const row = cells.map((cell) => {
      const tag = cell.header ? 'th' : 'td';
      const side = { start: 'left', center: 'center', end: 'right' }[cell.alignment ?? 'start'];
      return `<${tag}${cell.alignment ? ` align="${side}"` : ''}>${inlines(cell)}</${tag}>\n`;
    });
    return `<tr>\n${row.join('')}</tr>\n`;
  };

  return render(document.root.children);
}

function renderInline(node: Inline): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value);
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return '<br />\n';
    case 'code':
      return `<code>${node.children.map(renderInline).join('')}</code>`;
    case 'math':
      return `<span class="math">${node.children.map(renderInline).join('')}</span>`;
    case 'html':
      return node.children.map(({ value }) => value).join('');
    case 'emphasis':
      return `<em>${node.children.map(renderInline).join('')}</em>`;
    case 'strong':
      return `<strong>${node.children.map(renderInline).join('')}</strong>`;
    case 'strikethrough':
      return `<del>${node.children.map(renderInline).join('')}</del>`;
    case 'link':
      return `<a href="${escapeUrl(node.url)}"${titleOf(node)}>${node.children.map(renderInline).join('')}</a>`;
    case 'image':
      return `<img src="${escapeUrl(node.url)}" alt="${escapeHtml(plainText(node.children))}"${titleOf(node)} />`;
    case 'footnote-reference':
      return `<sup>${escapeHtml(node.label)}</sup>`;
    case 'reference-mark':
      return '';
  }
}

export function plainText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      if (node.type === 'softbreak' || node.type === 'hardbreak') return '\n';
      return 'children' in node ? plainText(node.children) : '';
    })
    .join('');
}

function titleOf({ title }: { title?: string }): string {
  return title === undefined ? '' : ` title="${escapeHtml(title)}"`;
}

function textOf(lines: readonly SourceLine[]): string {
  return lines.map(({ text, padding }) => `${' '.repeat(padding)}${text}\n`).join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Percent-encodes as commonmark.js does. */
function escapeUrl(url: string): string {
  const encoded = url
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/[^!#-;=?-Z_a-z~%]/gu, (character) =>
      character === '&' ? '&' : encodeURIComponent(isWellFormed(character) ? character : '\ufffd'),
    );
  return escapeHtml(encoded);
}

function isWellFormed(character: string): boolean {
  return !/^[\ud800-\udfff]$/.test(character);
}
