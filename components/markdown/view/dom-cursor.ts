/** How far an element has been written for good. */
export interface DomPlace {
  /** The last node that stands, and where it is a text, how much of it; null at the beginning. */
  readonly node: ChildNode | null;
  readonly length: number;
}

export const beginning: DomPlace = { node: null, length: 0 };

/**
 * Writes the content of an element over what is there, from left to right, and leaves alone what is as it should be. What the
 * element holds is all the state there is, so that nothing has to be kept about text that is done.
 */
export class DomCursor {
  readonly #parent: Element;
  /** The node before which the content ends. */
  readonly #stop: ChildNode | null;
  /** The node behind which to go on. The one before which would not do: what is written further in may have taken it away. */
  #last: ChildNode | null;
  /** The text node that goes on, and how much of it stands. */
  #text: Text | null = null;
  #standing = 0;
  #pending = '';

  constructor(parent: Element, { node, length }: DomPlace = beginning, stop: ChildNode | null = null) {
    this.#parent = parent;
    this.#stop = stop;
    this.#last = node;
    if (node?.nodeType !== Node.TEXT_NODE) return;
    this.#text = node as Text;
    this.#standing = length;
  }

  /** Writes text. Pieces of text in a row become one text node. */
  text(value: string): void {
    this.#pending += value;
  }

  /** The element that stands where the next one belongs. */
  peek(): Element | null {
    this.#flush();
    const next = this.#next;
    return next !== this.#stop && next?.nodeType === Node.ELEMENT_NODE ? (next as Element) : null;
  }

  /** Makes this the next element. */
  put(element: Element): void {
    this.#flush();
    if (this.#next !== element) this.#parent.insertBefore(element, this.#next);
    this.#last = element;
  }

  /** The next element, which is made unless it has that name and part, or whichever attribute tells what it is. */
  tag<K extends keyof HTMLElementTagNameMap>(
    name: K,
    kind: string | null = null,
    attribute = 'part',
  ): HTMLElementTagNameMap[K] {
    const current = this.peek();
    const fits = current?.localName === name && current.getAttribute(attribute) === kind;
    const element = fits ? (current as HTMLElementTagNameMap[K]) : document.createElement(name);
    if (!fits && kind !== null) element.setAttribute(attribute, kind);
    this.put(element);
    return element;
  }

  /** Puts an element in that belongs to somebody else. Where it stands already it is not moved: that would take its focus. */
  insert(element: Element): void {
    this.#flush();
    const next = this.#next;
    const isAhead =
      element.parentNode === this.#parent &&
      next !== null &&
      (next === element || next.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (isAhead) while (this.#next !== element) this.#next?.remove();
    else this.#parent.insertBefore(element, next);
    this.#last = element;
  }

  /** The place up to which everything is written, to go on from another time. */
  place(): DomPlace {
    const pending = this.#pending.length;
    const written = this.#flush();
    if (!written) return { node: this.#last, length: 0 };
    this.#text = written;
    this.#standing += pending;
    return { node: written, length: this.#standing };
  }

  /** Removes what is left of earlier. */
  end(): void {
    this.#flush();
    for (let next = this.#next; next && next !== this.#stop; next = this.#next) next.remove();
  }

  get #next(): ChildNode | null {
    return this.#last ? this.#last.nextSibling : this.#parent.firstChild;
  }

  /** Writes the text that has come together; gives the node that holds it. */
  #flush(): Text | null {
    const value = this.#pending;
    this.#pending = '';
    let text = this.#text;
    this.#text = null;
    if (!text && value === '') return null;
    const next = this.#next;
    if (!text && next?.nodeType === Node.TEXT_NODE) {
      text = next as Text;
      this.#standing = 0;
    }
    if (text) writeText(text, this.#standing, value);
    else {
      text = new Text(value);
      this.#parent.insertBefore(text, next);
      this.#standing = 0;
    }
    this.#last = text;
    return text;
  }
}

/** Makes `value` of what follows the first characters. Text that only grows is appended to, which is cheapest. */
function writeText(text: Text, standing: number, value: string): void {
  const rest = text.data.slice(standing);
  if (rest === value) return;
  if (value.startsWith(rest)) text.appendData(value.slice(rest.length));
  else text.replaceData(standing, rest.length, value);
}
