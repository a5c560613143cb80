import { markupText, type Tag, tidy } from './markup-text.ts';

const hidden = new Set(['head', 'noscript', 'script', 'style', 'svg', 'template']);
const blocks = new Set(
  (
    'address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form header hr html ' +
    'main nav ol p pre section summary table tbody tfoot thead ul'
  ).split(' '),
);

/** What a reader of a page sees, block by block; headings keep a `#` so that they are not taken for statements. */
export function htmlText(html: string): string {
  return tidy(markupText(html, { hidden, mark }));
}

function mark({ name, closing }: Tag): string {
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level) return closing ? '\n\n' : `\n\n${'#'.repeat(Number(level))} `;
  if (name === 'br') return '\n';
  if (name === 'li') return closing ? '' : '\n- ';
  if (name === 'tr') return closing ? '\n' : '';
  if (name === 'td' || name === 'th') return closing ? '\t' : '';
  return blocks.has(name) ? '\n\n' : '';
}
