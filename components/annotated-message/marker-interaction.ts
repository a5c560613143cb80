import { CitationMarker } from './citation-marker.ts';
import type { CitedTexts } from './cited-texts.ts';
import type { LinkedFile } from './linked-file.ts';
import type { PreviewController } from './preview-controller.ts';

export interface MarkerInteractionOptions {
  texts: CitedTexts;
  preview: PreviewController;
  /** Lets the page open a file itself; true where it does not. */
  opensFile: (file: LinkedFile) => boolean;
}

/** What a person can do inside the texts: rest on a marker, press it, walk from one to the next, follow a link to a file. */
export class MarkerInteraction {
  readonly #texts: CitedTexts;
  readonly #preview: PreviewController;
  readonly #opensFile: (file: LinkedFile) => boolean;

  constructor(root: HTMLElement, { texts, preview, opensFile }: MarkerInteractionOptions) {
    this.#texts = texts;
    this.#preview = preview;
    this.#opensFile = opensFile;
    root.addEventListener('pointerover', this.#handlePointerover);
    root.addEventListener('pointerout', this.#handlePointerout);
    root.addEventListener('focusin', this.#handleFocusin);
    root.addEventListener('focusout', this.#handleFocusout);
    root.addEventListener('keydown', this.#handleKeydown);
    root.addEventListener('click', this.#handleClick);
  }

  readonly #handlePointerover = (event: PointerEvent): void => {
    // A finger does not rest on things before it taps them.
    if (event.pointerType === 'touch') return;
    const marker = CitationMarker.at(event.target);
    if (marker) this.#preview.rest({ citation: marker.citation.key }, marker.button);
    else if (isInPopover(event.target)) this.#preview.stay();
  };

  readonly #handlePointerout = (event: PointerEvent): void => {
    if (CitationMarker.at(event.target) || isInPopover(event.target)) this.#preview.leave();
  };

  readonly #handleFocusin = (event: FocusEvent): void => {
    const marker = CitationMarker.at(event.target);
    if (marker?.button.matches(':focus-visible')) this.#preview.focus({ citation: marker.citation.key }, marker.button);
  };

  readonly #handleFocusout = (event: FocusEvent): void => {
    this.#preview.blur(event.relatedTarget);
  };

  readonly #handleClick = (event: PointerEvent): void => {
    const isByKey = event.detail === 0;
    const marker = CitationMarker.at(event.target);
    if (marker) this.#preview.toggle({ citation: marker.citation.key }, marker.button, isByKey);
    const link = this.#texts.fileLinkAt(event.target);
    if (!link) return;
    if (!this.#opensFile(link.file)) event.preventDefault();
    else if (!link.element.href) this.#preview.toggle({ file: link.file }, link.element, isByKey);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const link = this.#texts.fileLinkAt(event.target);
    if (link && !link.element.href && (event.key === 'Enter' || event.key === ' ')) link.element.click();
    else if (event.key === 'n') this.#moveFocus(1);
    else if (event.key === 'p') this.#moveFocus(-1);
    else return;
    event.preventDefault();
  };

  /** To the next marker or the one before, seen from where the focus is; after the last comes the first. */
  #moveFocus(step: 1 | -1): void {
    const buttons = this.#texts.markers.map(({ button }) => button);
    const from = this.#preview.preview?.anchor ?? this.#texts.focused;
    const at = buttons.findIndex((button) => button === from);
    const after = buttons.findIndex((button) => from && isAfter(button, from));
    const next = at >= 0 ? at + step : after < 0 ? (step > 0 ? 0 : -1) : step > 0 ? after : after - 1;
    buttons.at(next % buttons.length)?.focus();
  }
}

/** Pages put fields into the slots, where letters are letters. */
function isTyping(event: KeyboardEvent): boolean {
  const [origin] = event.composedPath();
  return (
    origin instanceof Element &&
    origin.matches('input, textarea, select, [contenteditable]:not([contenteditable="false"])')
  );
}

function isAfter(node: Node, other: Node): boolean {
  return (other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function isInPopover(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[popover]') !== null;
}
