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
  #next: ChildNode | null;
  /** The text node that goes on, and how much of it stands. */
  #text: Text | null = null;
  #standing = 0;
  #pending = '';

  constructor(parent: Element, { node, length }: DomPlace = beginning, stop: ChildNode | null = null) {
    this.#parent = parent;
    this.#stop = stop;
    this.#next = node ? node.nextSibling : parent.firstChild;
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
    if (this.#next === element) this.#next = element.nextSibling;
    else this.#parent.insertBefore(element, this.#next);
  }

  /** The next element, which is made unless it has that name and part. */
  tag<K extends keyof HTMLElementTagNameMap>(name: K, part: string | null = null): HTMLElementTagNameMap[K] {
    const current = this.peek();
    const fits = current?.localName === name && current.getAttribute('part') === part;
    const element = fits ? (current as HTMLElementTagNameMap[K]) : document.createElement(name);
    if (!fits && part !== null) element.setAttribute('part', part);
    this.put(element);
    return element;
  }

  /** Puts an element in that belongs to somebody else. Where it stands already it is not moved: that would take its focus. */
  insert(element: Element): void {
    this.#flush();
    const isAhead =
      element.parentNode === this.#parent &&
      this.#next !== null &&
      (this.#next === element || this.#next.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!isAhead) this.#parent.insertBefore(element, this.#next);
    else {
      while (this.#next && this.#next !== element) this.#removeNext();
      this.#next = element.nextSibling;
    }
  }

  /** The place up to which everything is written, to go on from another time. */
  place(): DomPlace {
    const pending = this.#pending.length;
    const written = this.#flush();
    if (written) {
      this.#text = written;
      this.#standing += pending;
      return { node: written, length: this.#standing };
    }
    return { node: this.#next ? this.#next.previousSibling : this.#parent.lastChild, length: 0 };
  }

  /** Removes what is left of earlier. */
  end(): void {
    this.#flush();
    while (this.#next && this.#next !== this.#stop) this.#removeNext();
  }

  /** Writes the text that has come together; gives the node that holds it. */
  #flush(): Text | null {
    const value = this.#pending;
    this.#pending = '';
    let text = this.#text;
    this.#text = null;
    if (!text && value === '') return null;
    if (!text && this.#next?.nodeType === Node.TEXT_NODE) {
      text = this.#next as Text;
      this.#next = text.nextSibling;
      this.#standing = 0;
    }
    if (text) writeText(text, this.#standing, value);
    else {
      text = new Text(value);
      this.#parent.insertBefore(text, this.#next);
      this.#standing = 0;
    }
    return text;
  }

  #removeNext(): void {
    const node = this.#next;
    this.#next = node?.nextSibling ?? null;
    node?.remove();
  }
}

/** Makes `value` of what follows the first characters. Text that only grows is appended to, which is cheapest. */
function writeText(text: Text, standing: number, value: string): void {
  const rest = text.data.slice(standing);
  if (rest === value) return;
  if (value.startsWith(rest)) text.appendData(value.slice(rest.length));
  else text.replaceData(standing, rest.length, value);
}
