import type { ImageInline, LinkInline } from '../inlines/inline.ts';
import type { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';

interface DrawnLink {
  readonly key: string;
  /** The page has drawn it. */
  readonly foreign: boolean;
}

/** What an element was drawn for, to be known again when its text is written again. */
const drawnLinks = new WeakMap<Element, DrawnLink>();
const externalAttributes = [
  ['rel', 'noopener noreferrer nofollow'],
  ['target', '_blank'],
] as const;
const safeSchemes = new Set(['http:', 'https:', 'mailto:']);

/**
 * Puts in a link: as the page draws it, as `<a>`, or, where it leads nowhere a person should be led, as mere text.
 * @returns the element, for its text to be written; null where it brings its own.
 */
export function putLink(cursor: DomCursor, node: LinkInline | ImageInline, drawing: Drawing): Element | null {
  const current = cursor.peek();
  const { url, title = '', start } = node;
  const key = `${start} ${node.end} ${url} ${title}`;
  const isKept = current !== null && drawnLinks.get(current)?.key === key;
  const element = isKept ? current : drawLink(current, node, key, drawing);
  cursor.put(element);
  return drawing.controls.has(element) ? null : element;
}

/** The address, where a page may lead to it; without a scheme it is relative, and stays so. */
export function safeUrl(url: string): URL | null {
  const parsed = parseUrl(url);
  // Most are of the web; to look at those only once counts where a history of thousands is drawn.
  if (!parsed || safeSchemes.has(parsed.protocol) || !URL.canParse(url)) return parsed;
  return null;
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url, document.baseURI);
  } catch {
    return null;
  }
}

function drawLink(current: Element | null, node: LinkInline | ImageInline, key: string, drawing: Drawing): Element {
  const { url, title, start, end } = node;
  const image = node.type === 'image';
  const bare = node.type === 'link' && node.bare;
  const foreign = drawing.drawLink?.({ url, start, end, bare, image, ...(title === undefined ? {} : { title }) });
  if (foreign) {
    drawnLinks.set(foreign, { key, foreign: true });
    // An element that comes with words of its own keeps them.
    if (foreign.hasChildNodes()) {
      drawing.controls.add(foreign);
      drawing.ownWords.add(start);
    }
    return foreign;
  }
  const target = foreign === null || image ? null : safeUrl(url);
  const name = target ? 'a' : 'span';
  // The address of a bare URL grows with the text.
  const isOurs = current !== null && drawnLinks.get(current)?.foreign === false;
  const element = isOurs && current.localName === name ? current : document.createElement(name);
  drawnLinks.set(element, { key, foreign: false });
  if (target) setAttributes(element, url, target, title);
  return element;
}

function setAttributes(element: Element, url: string, target: URL, title: string | undefined): void {
  element.setAttribute('href', url);
  if (title === undefined) element.removeAttribute('title');
  else element.setAttribute('title', title);
  const isExternal = target.protocol !== 'mailto:' && target.origin !== location.origin;
  for (const [name, value] of externalAttributes)
    if (isExternal) element.setAttribute(name, value);
    else element.removeAttribute(name);
}
