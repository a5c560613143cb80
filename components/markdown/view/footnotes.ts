import type { FootnoteReferenceInline } from '../inlines/inline.ts';
import { normalizeLabel } from '../inlines/link-syntax.ts';
import type { DomCursor } from './dom-cursor.ts';
import type { Drawing } from './drawing.ts';
import type { MarkdownStrings } from './markdown-strings.ts';

interface Reference {
  readonly label: string;
  readonly button: HTMLButtonElement;
  /** Where it stands in the source. */
  start: number;
}

interface Note {
  /** 0 while nothing refers to it. */
  number: number;
  readonly references: Reference[];
  definition: { readonly item: HTMLLIElement; readonly back: HTMLButtonElement; readonly start: number } | null;
}

/** The references of all views, by their elements. */
const references = new WeakMap<Element, Reference>();

/**
 * The footnotes of a view: references in the text, numbered as they come, and a list at the end. They find each other by handlers
 * and not by ids, which could clash with those of the page.
 */
export class Footnotes {
  readonly #container: Element;
  readonly #strings: MarkdownStrings;
  readonly #list = document.createElement('ol');
  readonly #notes = new Map<string, Note>();
  /** Those that are defined, in the order of their numbers; what nothing refers to comes last. */
  readonly #listed: Note[] = [];
  #count = 0;
  #section: HTMLElement | null = null;

  constructor(container: Element, strings: MarkdownStrings) {
    this.#container = container;
    this.#strings = strings;
  }

  /** What stands at the end of the text; null while there are no footnotes, of which most texts have none. */
  get section(): HTMLElement | null {
    if (this.#listed.length === 0) return null;
    if (!this.#section) {
      this.#section = document.createElement('section');
      this.#section.setAttribute('part', 'footnotes');
      this.#section.setAttribute('aria-label', this.#strings.footnotes);
      this.#section.append(this.#list);
    }
    return this.#section;
  }

  writeReference(cursor: DomCursor, node: FootnoteReferenceInline, { controls }: Drawing): void {
    const { start } = node;
    const label = normalizeLabel(node.label);
    const current = cursor.peek();
    const known = current && references.get(current);
    if (current && known?.label === label) {
      known.start = start;
      return cursor.put(current);
    }
    const note = this.#noteOf(label);
    const element = document.createElement('sup');
    const button = document.createElement('button');
    const reference = { label, button, start };
    button.type = 'button';
    button.setAttribute('part', 'footnote-reference');
    button.addEventListener('click', () => show(note));
    element.append(button);
    note.references.push(reference);
    references.set(element, reference);
    controls.add(element);
    this.#number(note, reference);
    cursor.put(element);
  }

  /** The element for the content of a footnote, in the list. */
  open(label: string, start: number, { controls }: Drawing): HTMLElement {
    const known = this.#noteOf(normalizeLabel(label));
    // A second definition of the same label is text all the same.
    const note = known.definition ? createNote() : known;
    const item = document.createElement('li');
    const content = document.createElement('div');
    const back = document.createElement('button');
    item.tabIndex = -1;
    back.type = 'button';
    back.textContent = '↩';
    back.setAttribute('part', 'footnote-back');
    back.addEventListener('click', () => this.#standing(note)[0]?.button.focus());
    item.append(content, back);
    controls.add(back);
    note.definition = { item, back, start };
    this.#place(note);
    return content;
  }

  /** Takes back a footnote that has turned out to be something else. */
  close(content: HTMLElement): void {
    const item = content.parentElement;
    const index = this.#listed.findIndex(({ definition }) => definition?.item === item);
    for (const note of this.#listed.splice(index, 1)) note.definition = null;
    item?.remove();
  }

  /** Numbers anew, by the references that have stayed: others have become text again, or code. */
  settle(): void {
    const standing = [...this.#notes.values()].flatMap((note) => {
      note.number = 0;
      return this.#standing(note).map((reference) => ({ note, reference }));
    });
    this.#count = 0;
    standing.sort((one, other) => one.reference.start - other.reference.start);
    for (const { note, reference } of standing) this.#number(note, reference);
    for (const note of this.#listed.filter(({ number }) => number === 0).sort(compare)) this.#place(note);
  }

  #noteOf(label: string): Note {
    const note = this.#notes.get(label) ?? createNote();
    this.#notes.set(label, note);
    return note;
  }

  #standing({ references: all }: Note): Reference[] {
    return all.filter(({ button }) => this.#container.contains(button));
  }

  #number(note: Note, { button }: Reference): void {
    if (note.number === 0) {
      note.number = ++this.#count;
      this.#place(note);
    }
    button.textContent = String(note.number);
    button.setAttribute('aria-label', this.#strings.footnote(note.number));
  }

  /** Puts a note where it belongs in the list, which is mostly the end. */
  #place(note: Note): void {
    const { number, definition } = note;
    if (!definition) return;
    const { item, back } = definition;
    const listed = this.#listed;
    if (item.parentNode) listed.splice(listed.indexOf(note), 1);
    const index = listed.findLastIndex((other) => compare(other, note) < 0) + 1;
    const next = listed[index]?.definition?.item ?? null;
    if (!item.parentNode || item.nextSibling !== next) this.#list.insertBefore(item, next);
    listed.splice(index, 0, note);
    if (number > 0) item.value = number;
    else item.removeAttribute('value');
    back.hidden = number === 0;
    back.setAttribute('aria-label', this.#strings.backToText(number));
  }
}

/** Those of a drawing, which has none until somebody asks. */
export function footnotesOf(drawing: Drawing): Footnotes {
  return (drawing.footnotes ??= new Footnotes(drawing.container, drawing.strings));
}

function createNote(): Note {
  return { number: 0, references: [], definition: null };
}

function compare(one: Note, other: Note): number {
  const byNumber = (one.number || Infinity) - (other.number || Infinity);
  return byNumber || (one.definition?.start ?? 0) - (other.definition?.start ?? 0);
}

function show({ definition }: Note): void {
  definition?.item.scrollIntoView({ block: 'nearest' });
  definition?.item.focus({ preventScroll: true });
}
