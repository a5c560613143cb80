import { decodeEntities } from './decode-entities.ts';

const hidden = /<(script|style|template|noscript|svg|head)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<![^>]*>/gi;
const blocks =
  /<\/?(?:address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|h[1-6]|header|hr|html|main|nav|ol|p|pre|section|summary|table|tbody|thead|tfoot|ul)\b[^>]*>/gi;

/** What a reader of a page sees, block by block; headings keep a `#` so that they are not taken for statements. */
export function htmlText(html: string): string {
  const text = html
    .replace(hidden, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<h([1-6])\b[^>]*>/gi, (_, level: string) => `\n\n${'#'.repeat(Number(level))} `)
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<br\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, '\t')
    .replace(/<\/tr\s*>/gi, '\n')
    .replace(/<\/?(?:li|tr)\b[^>]*>/gi, '')
    .replace(blocks, '\n\n')
    .replace(/<[^>]*>/g, '');
  return tidy(decodeEntities(text));
}

/** Space around line ends and more than one empty line in a row come from how a file is written, not from what it says. */
export function tidy(text: string): string {
  return text
    .replace(/[ \u00A0]+/g, ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
