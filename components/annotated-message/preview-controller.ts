import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LinkedFile } from './linked-file.ts';
import { placeBeside } from './place-beside.ts';

/** How long a pointer rests on a marker before its preview opens, and stays away before it closes, in milliseconds. */
const openDelay = 90;
const closeDelay = 220;

/** What a preview is about: a citation or a source, by its key, or a file that cannot be opened. */
export type PreviewSubject = { citation: string } | { source: string } | { file: LinkedFile };

/** What is previewed, and at which control. */
export interface Preview {
  readonly subject: PreviewSubject;
  readonly anchor: HTMLElement;
  /** Stays until it is closed: it was opened by a click, a tap or the Enter key. */
  readonly isPinned: boolean;
}

type Host = ReactiveControllerHost & HTMLElement;

/**
 * The one preview of a message: opens for a pointer that rests on a marker, for the focus that comes by key, and for good on
 * a click. A manual popover, because an `auto` one would close the page's open menu whenever a pointer passes a marker.
 */
export class PreviewController implements ReactiveController {
  readonly #host: Host;
  #preview: Preview | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #takesFocus = false;
  #returnsFocus = false;
  #following: AbortController | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  get preview(): Preview | null {
    return this.#preview;
  }

  /** A pointer has come to rest on a control. From one preview to the next there is no delay. */
  rest(subject: PreviewSubject, anchor: HTMLElement): void {
    clearTimeout(this.#timer);
    if (this.#preview?.anchor === anchor || this.#preview?.isPinned) return;
    this.#timer = setTimeout(() => this.show(subject, anchor), this.#preview ? 0 : openDelay);
  }

  /** The pointer has gone; it may be on its way into the preview. */
  leave(): void {
    clearTimeout(this.#timer);
    if (!this.#preview || this.#preview.isPinned || this.#isInside(this.#focused())) return;
    this.#timer = setTimeout(() => this.hide(), closeDelay);
  }

  /** The pointer is in the preview. */
  stay(): void {
    clearTimeout(this.#timer);
  }

  /** The focus has come to a control by key, and not back from its preview. */
  focus(subject: PreviewSubject, anchor: HTMLElement): void {
    if (!this.#returnsFocus && this.#preview?.anchor !== anchor) this.show(subject, anchor);
  }

  /** The focus goes elsewhere. */
  blur(to: EventTarget | null): void {
    if (to instanceof Node ? !this.#isInside(to) : this.#preview?.isPinned === false) this.hide();
  }

  /** A click, a tap or a key on a control. By key, the focus goes to what the preview offers. */
  toggle(subject: PreviewSubject, anchor: HTMLElement, isByKey: boolean): void {
    if (this.#preview?.isPinned && this.#preview.anchor === anchor) return this.hide();
    this.#takesFocus = isByKey;
    this.show(subject, anchor, true);
  }

  show(subject: PreviewSubject, anchor: HTMLElement, isPinned = false): void {
    clearTimeout(this.#timer);
    if (this.#preview && this.#preview.anchor !== anchor) this.#close(this.#preview);
    this.#preview = { subject, anchor, isPinned };
    this.#follow();
    this.#host.requestUpdate();
  }

  /** Closes; where the focus is inside, it goes back to the control that the preview was opened from. */
  hide(): void {
    clearTimeout(this.#timer);
    const preview = this.#preview;
    if (!preview) return;
    const hadFocus = this.#popover()?.contains(this.#focused());
    this.#preview = null;
    this.#close(preview);
    this.#returnsFocus = true;
    if (hadFocus) preview.anchor.focus();
    this.#returnsFocus = false;
    this.#host.requestUpdate();
  }

  /** A citation may be no more, and its marker with it. */
  hostUpdate(): void {
    if (this.#preview?.anchor.isConnected === false) this.hide();
  }

  hostUpdated(): void {
    if (!this.#preview) return;
    const { anchor } = this.#preview;
    const popover = this.#popover();
    if (!popover) return;
    anchor.setAttribute('aria-expanded', 'true');
    if (!popover.matches(':popover-open')) popover.showPopover({ source: anchor });
    placeBeside(popover, anchor);
    // The control that loses the focus may want another update, and this one has to end first.
    if (this.#takesFocus) void this.#host.updateComplete.then(() => this.#focusInside());
    this.#takesFocus = false;
  }

  hostDisconnected(): void {
    this.hide();
  }

  #focusInside(): void {
    const popover = this.#popover();
    (popover?.querySelector<HTMLElement>('a[href]') ?? popover)?.focus();
  }

  #close({ anchor }: Preview): void {
    this.#following?.abort();
    anchor.setAttribute('aria-expanded', 'false');
    const popover = this.#popover();
    if (popover?.matches(':popover-open')) popover.hidePopover();
  }

  /** While a preview is open, Escape closes it wherever the focus is, and so does a press anywhere else. */
  #follow(): void {
    this.#following?.abort();
    this.#following = new AbortController();
    const options = { capture: true, signal: this.#following.signal };
    document.addEventListener('keydown', this.#handleKeydown, options);
    document.addEventListener('pointerdown', this.#handlePointerdown, options);
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // One Escape closes one thing: not the dialog around the chat too.
    event.preventDefault();
    event.stopPropagation();
    this.hide();
  };

  readonly #handlePointerdown = (event: PointerEvent): void => {
    if (!this.#isInside(event.composedPath()[0] as Node)) this.hide();
  };

  #isInside(node: Node | null): boolean {
    return node !== null && [this.#preview?.anchor, this.#popover()].some((part) => part?.contains(node));
  }

  #focused(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }

  #popover(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('[popover]') ?? null;
  }
}
