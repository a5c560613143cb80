const blockTags = new Set(
  (
    'article header aside hgroup blockquote hr iframe body li map button object canvas ol caption output col p colgroup pre dd ' +
    'progress div section dl table td dt tbody embed textarea fieldset tfoot figcaption th figure thead footer tr form ul ' +
    'h1 h2 h3 h4 h5 h6 video script style'
  ).split(' '),
);

/**
 * HTML without its insignificant differences, by the rules that cmark's own test suite compares with: white space collapses, and
 * goes at the edges of blocks; attributes are sorted; void elements are written alike.
 */
export function normalizeHtml(html: string): string {
  let output = '';
  let last: 'start' | 'end' | 'text' | 'other' = 'start';
  let lastTag = '';
  let inPre = false;
  for (const [chunk] of html.matchAll(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<[^>]*>|[^<]+|</g)) {
    const tag = /^<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>$/i.exec(
      chunk,
    );
    if (!tag) {
      if (chunk.startsWith('<') && chunk.length > 1) {
        output += chunk;
        last = 'other';
        continue;
      }
      const isAfterTag = last === 'start' || last === 'end';
      let text = isAfterTag && lastTag === 'br' ? chunk.replace(/^\n+/, '') : chunk;
      if (!inPre) {
        text = text.replace(/[ \t\n\r\f\v]+/g, ' ');
        if (isAfterTag && blockTags.has(lastTag)) text = last === 'start' ? text.trimStart() : text.trim();
      }
      output += text;
      last = 'text';
      continue;
    }
    const name = (tag[2] ?? '').toLowerCase();
    const isEnd = tag[1] === '/';
    if (name === 'pre') inPre = !isEnd;
    if (blockTags.has(name)) output = output.trimEnd();
    output += isEnd ? `</${name}>` : `<${name}${normalizeAttributes(tag[3] ?? '')}>`;
    lastTag = name;
    last = isEnd ? 'end' : 'start';
  }
  return output.trim();
}

function normalizeAttributes(attributes: string): string {
  return [...attributes.matchAll(/([^\s=>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g)]
    .map(
      ([, name = '', value]) =>
        ` ${name.toLowerCase()}${value === undefined ? '' : `="${value.replace(/^["']|["']$/g, '')}"`}`,
    )
    .sort()
    .join('');
}
