import type { MessageStrings } from './message-strings.ts';
import type { PlacedCitation } from './citations.ts';

const markers = new WeakMap<Element, CitationMarker>();

/** The button behind cited words. Made by hand, for it lives in the markdown view's document and not in a template. */
export class CitationMarker {
  /** What the view keeps in place: the button, tied to the word before it so that no line begins with it. */
  readonly element = document.createElement('span');
  readonly button = document.createElement('button');
  #citation: PlacedCitation;
  #label = '';

  constructor(citation: PlacedCitation, strings: MessageStrings) {
    this.#citation = citation;
    this.element.className = 'citation';
    this.button.type = 'button';
    this.button.setAttribute('part', 'marker');
    this.button.setAttribute('aria-haspopup', 'dialog');
    this.button.setAttribute('aria-expanded', 'false');
    this.element.append(this.button);
    markers.set(this.button, this);
    this.show(citation, strings);
  }

  get citation(): PlacedCitation {
    return this.#citation;
  }

  show(citation: PlacedCitation, strings: MessageStrings): void {
    this.#citation = citation;
    const { number, name } = citation.source;
    const label = strings.citation(number, name);
    if (label === this.#label) return;
    this.#label = label;
    this.button.textContent = String(number);
    this.button.ariaLabel = label;
  }

  /** The marker that a node is, or is inside of. */
  static at(target: EventTarget | null | undefined): CitationMarker | undefined {
    const button = target instanceof Element ? target.closest('button') : null;
    return button ? markers.get(button) : undefined;
  }
}
