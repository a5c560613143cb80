import type { ImageInline, Inline } from '../inlines/inline.ts';
import type { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import { putLink, safeUrl } from './link.ts';

/** Which image an element stands for. */
const drawnImages = new WeakMap<Element, string>();

/**
 * Puts in an image. One that is not allowed waits for a click: to load it tells its server that somebody reads this, and what the
 * model was made to write into the address. What is no address of the web may be a file of the sandbox, a link to the page.
 * @returns the element of a link, for its text to be written; null for an image.
 */
export function putImage(cursor: DomCursor, node: ImageInline, drawing: Drawing): Element | null {
  const url = safeUrl(node.url);
  if (!url || !/^https?:$/.test(url.protocol)) return putLink(cursor, node, drawing);
  const description = textOf(node.children);
  const key = JSON.stringify([url.href, description, node.title]);
  const current = cursor.peek();
  const draw = (element: HTMLElement): HTMLElement => {
    drawnImages.set(element, key);
    drawing.controls.add(element);
    drawing.ownWords.add(node.start);
    return element;
  };
  const load = () => draw(createImage(url, description, node.title));
  if (current && drawnImages.get(current) === key) cursor.put(current);
  else if (drawing.allowImage(url)) cursor.put(load());
  else cursor.put(draw(createButton(description, drawing.strings.loadImage(url.host), load)));
  return null;
}

function createButton(description: string, action: string, load: () => HTMLElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('part', 'image');
  const label = document.createElement('span');
  label.textContent = description;
  const hint = document.createElement('span');
  hint.textContent = action;
  button.append(label, ' ', hint);
  button.addEventListener('click', () => button.replaceWith(load()));
  return button;
}

function createImage(url: URL, description: string, title: string | undefined): HTMLImageElement {
  const image = document.createElement('img');
  image.alt = description;
  if (title !== undefined) image.title = title;
  image.loading = 'lazy';
  image.decoding = 'async';
  image.referrerPolicy = 'no-referrer';
  image.src = url.href;
  return image;
}

function textOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      if (node.type === 'softbreak' || node.type === 'hardbreak') return ' ';
      return 'children' in node ? textOf(node.children) : '';
    })
    .join('');
}
