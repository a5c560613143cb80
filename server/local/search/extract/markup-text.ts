import { decodeEntities } from './decode-entities.ts';

export interface Tag {
  /** In lower case. */
  name: string;
  closing: boolean;
  /** As written, up to the end of the tag. */
  attributes: string;
}

export interface MarkupRules {
  /** Elements whose content nobody sees. */
  hidden: ReadonlySet<string>;
  /** Only text inside this element counts; all of it where none is named. */
  textIn?: string;
  /** What stands for a tag in the text. */
  mark: (tag: Tag) => string;
}

/**
 * The text of HTML or XML, without its tags. Reads forward only, so that no input takes more than its length; what is not closed
 * ends with the input.
 */
export function markupText(markup: string, { hidden, textIn, mark }: MarkupRules): string {
  let output = '';
  let isText = textIn === undefined;
  for (let at = 0; at < markup.length;) {
    const open = indexOrEnd(markup, '<', at);
    if (isText) output += decodeEntities(markup.slice(at, open).replace(/\s+/g, ' '));
    const tag = tagAt(markup, open);
    if (!tag) {
      // Not every `<` begins a tag.
      output += markup.slice(open, open + 1);
      at = open + 1;
      continue;
    }
    at = tag.end;
    if (tag.name === textIn) isText = !tag.closing;
    if (hidden.has(tag.name) && !tag.closing && !tag.attributes.endsWith('/')) at = closingOf(markup, tag.name, at);
    else if (tag.name !== '') output += mark(tag);
  }
  return output;
}

/** Space around line ends and more than one empty line in a row come from how a file is written, not from what it says. */
export function tidy(text: string): string {
  return text
    .replace(/[ \u00A0]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function tagAt(markup: string, open: number): (Tag & { end: number }) | undefined {
  if (markup.startsWith('<!--', open)) return { ...nameless, end: indexOrEnd(markup, '-->', open) + 3 };
  const [begin, slash, name] = /^<(\/?)([a-z][\w:-]*)|^<[!?]/i.exec(markup.slice(open, open + 80)) ?? [];
  if (begin === undefined) return undefined;
  const close = indexOrEnd(markup, '>', open);
  const attributes = markup.slice(open + begin.length, close);
  return { name: name?.toLowerCase() ?? '', closing: slash === '/', attributes, end: close + 1 };
}

const nameless: Tag = { name: '', closing: false, attributes: '' };

/** Behind the tag that closes an element. */
function closingOf(markup: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?![\\w:-])`, 'gi');
  closing.lastIndex = from;
  const found = closing.exec(markup);
  return found ? indexOrEnd(markup, '>', found.index) + 1 : markup.length;
}

function indexOrEnd(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index < 0 ? text.length : index;
}
