import { normalizeLabel } from '../inlines/link-syntax.ts';
import type { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import type { MarkdownStrings } from './markdown-strings.ts';

interface Note {
  number: number;
  references: HTMLButtonElement[];
  item: HTMLLIElement | null;
  back: HTMLButtonElement | null;
}

/** What the references of all views refer to. */
const labels = new WeakMap<Element, string>();

/**
 * The footnotes of a view: references in the text, numbered as they come, and a list at the end. They find each other by handlers
 * and not by ids, which could clash with those of the page.
 */
export class Footnotes {
  readonly #list = document.createElement('ol');
  readonly #notes = new Map<string, Note>();
  readonly #strings: MarkdownStrings;
  #section: HTMLElement | null = null;

  constructor(strings: MarkdownStrings) {
    this.#strings = strings;
  }

  /** What stands at the end of the text; null while there are no footnotes, of which most texts have none. */
  get section(): HTMLElement | null {
    if (this.#list.childElementCount === 0) return null;
    if (!this.#section) {
      this.#section = document.createElement('section');
      this.#section.setAttribute('part', 'footnotes');
      this.#section.setAttribute('aria-label', this.#strings.footnotes);
      this.#section.append(this.#list);
    }
    return this.#section;
  }

  writeReference(cursor: DomCursor, label: string, { controls }: Drawing): void {
    const key = normalizeLabel(label);
    const current = cursor.peek();
    if (current && labels.get(current) === key) return cursor.put(current);
    const note = this.#noteOf(key);
    const element = document.createElement('sup');
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('part', 'footnote-reference');
    button.addEventListener('click', () => this.#show(note));
    element.append(button);
    note.references.push(button);
    if (note.number === 0) this.#number();
    else this.#label(note);
    labels.set(element, key);
    controls.add(element);
    cursor.put(element);
  }

  /** The element for the content of a footnote, in the list. */
  open(label: string, { controls }: Drawing): HTMLElement {
    const key = normalizeLabel(label);
    const known = this.#noteOf(key);
    // A second definition of the same label is text all the same.
    const note = known.item ? { number: 0, references: [], item: null, back: null } : known;
    const item = document.createElement('li');
    const content = document.createElement('div');
    const back = document.createElement('button');
    item.tabIndex = -1;
    back.type = 'button';
    back.textContent = '↩';
    back.setAttribute('part', 'footnote-back');
    back.addEventListener('click', () => connected(note)[0]?.focus());
    item.append(content, back);
    controls.add(back);
    note.item = item;
    note.back = back;
    this.#list.append(item);
    this.#number();
    return content;
  }

  /** Takes back a footnote that has turned out to be something else. */
  close(content: HTMLElement): void {
    const item = content.parentElement;
    item?.remove();
    for (const note of this.#notes.values()) if (note.item === item) note.item = note.back = null;
  }

  /** Forgets references whose footnote has not come: they have become text again. */
  settle(): void {
    for (const [key, note] of this.#notes) if (!note.item && connected(note).length === 0) this.#notes.delete(key);
    this.#number();
  }

  #noteOf(key: string): Note {
    const known = this.#notes.get(key);
    if (known) return known;
    const note: Note = { number: 0, references: [], item: null, back: null };
    this.#notes.set(key, note);
    return note;
  }

  /** Numbers in the order of the first references; the list has the same order, and what nothing refers to at its end. */
  #number(): void {
    let number = 0;
    const notes = [...this.#notes.values()].sort((one, other) => (one.number || Infinity) - (other.number || Infinity));
    for (const note of notes) {
      note.number = note.references.length > 0 ? ++number : 0;
      this.#label(note);
    }
    const items = notes.filter((note) => note.number > 0).flatMap(({ item }) => item ?? []);
    for (const [n, item] of items.entries())
      if (this.#list.children[n] !== item) this.#list.insertBefore(item, this.#list.children[n] ?? null);
  }

  #label(note: Note): void {
    const { number, references, item, back } = note;
    for (const button of references) {
      button.textContent = String(number);
      button.setAttribute('aria-label', this.#strings.footnote(number));
    }
    if (item && number > 0) item.value = number;
    if (!back) return;
    back.hidden = number === 0;
    back.setAttribute('aria-label', this.#strings.backToText(number));
  }

  #show({ item }: Note): void {
    item?.scrollIntoView({ block: 'nearest' });
    item?.focus({ preventScroll: true });
  }
}

function connected({ references }: Note): HTMLButtonElement[] {
  return references.filter((button) => button.isConnected);
}
