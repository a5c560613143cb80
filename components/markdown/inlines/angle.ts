import { htmlTag } from './html-tag.ts';

export type Angle =
  | { readonly type: 'link'; readonly end: number; readonly url: string }
  | { readonly type: 'html'; readonly end: number };

const uri = /<([a-z][a-z0-9.+-]{1,31}:[^\s<>]*)>/iy;
const email =
  /<([a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>/iy;
const tag = new RegExp(htmlTag, 'iy');
const growingLink = /<(?:[a-z][a-z0-9.+-]{1,31}:[^\s<>]*|[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9.-]*)$/iy;
const growingStart = /<[a-z0-9.!#$%&'*+/=?^_`{|}~-]*$/iy;
const growingTag =
  /<(?:\/?[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*(?:[a-z_:][\w.:-]*\s*=\s*(?:'[^']*|"[^"]*)?)?\/?)?$/iy;

const marked: readonly { readonly open: string; readonly close: string }[] = [
  { open: '<!--', close: '-->' },
  { open: '<?', close: '?>' },
  { open: '<![CDATA[', close: ']]>' },
];

/** What begins at a `<`: an autolink or raw HTML. One reader serves a whole text, to remember what it lacks. */
export class AngleReader {
  readonly #text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  read(position: number): Angle | null {
    const link = match(uri, this.#text, position);
    if (link?.[1]) return { type: 'link', end: position + link[0].length, url: link[1] };
    const mail = match(email, this.#text, position);
    if (mail?.[1]) return { type: 'link', end: position + mail[0].length, url: `mailto:${mail[1]}` };
    const html = match(tag, this.#text, position);
    if (html) return { type: 'html', end: position + html[0].length };
    return this.#readMarked(position);
  }

  /** What it may become when the text grows. */
  readGrowing(position: number): 'link' | 'start' | 'html' | null {
    if (match(growingLink, this.#text, position)) return 'link';
    if (match(growingStart, this.#text, position)) return 'start';
    if (match(growingTag, this.#text, position)) return 'html';
    return /[!?]/.test(this.#text[position + 1] ?? '') ? 'html' : null;
  }

  /** Comments, processing instructions, CDATA sections, declarations. */
  #readMarked(position: number): Angle | null {
    for (const short of ['<!-->', '<!--->'])
      if (this.#text.startsWith(short, position)) return { type: 'html', end: position + short.length };
    for (const { open, close } of marked)
      if (this.#text.startsWith(open, position)) return this.#readUntil(close, position + open.length);
    return /^<![a-z]/i.test(this.#text.slice(position, position + 3)) ? this.#readUntil('>', position + 3) : null;
  }

  #readUntil(close: string, from: number): Angle | null {
    if (this.#missing.has(close)) return null;
    const end = this.#text.indexOf(close, from);
    if (end >= 0) return { type: 'html', end: end + close.length };
    this.#missing.add(close);
    return null;
  }
}

function match(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}
