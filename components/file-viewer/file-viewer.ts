import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { fileIcons } from '../file-attachment/file-icons.ts';
import { extensionOf, fileKind } from '../file-attachment/file-kind.ts';
import { DownloadLink } from '../file-preview/download-link.ts';
import '../file-preview/file-preview.ts';
import type { SoughtPassage } from '../file-preview/find-passage.ts';
import type { FoundState, PassagesPlacedEvent } from '../file-preview/placed-passages.ts';
import { previewWords } from '../file-preview/preview-strings.ts';
import type { PreviewedFile } from '../file-preview/read-content.ts';
import { localeOf } from '../locale-of.ts';
import { formatBytes, StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './file-viewer.styles.ts';
import { renderPassages } from './passage-bar.ts';
import type { SheetRoom } from './side-room.ts';

/** A person has chosen a passage of the document. */
export class PassageChangeEvent extends Event {
  readonly current: number;

  constructor(current: number) {
    super('passage-change');
    this.current = current;
  }
}

/** What happens inside is nobody else's: around the viewer may be a message with keys, or a place for dropped files. */
const ownEvents =
  'keydown click pointerover pointerout pointerdown focusin focusout dragenter dragover drop paste passages-placed';

/**
 * A file in a sheet above the page, or beside it where there is room, with the passages that somebody cites. Escape closes it,
 * and where it stands above the page a press beside it.
 *
 * @fires passage-change - The person has chosen a passage.
 * @fires close - It has closed.
 * @csspart sheet - The sheet.
 * @csspart passages - The bar with the passages.
 */
export class FileViewer extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** The file. */
  @property({ attribute: false }) file: PreviewedFile | File | null = null;

  /** Passages of it that somebody cites. */
  @property({ attribute: false }) passages: readonly SoughtPassage[] = [];

  /** Which of them is in view. */
  @property({ type: Number }) current = 0;

  /** Makes room beside the page, so that what is there stays in use. */
  @property({ attribute: false }) room: SheetRoom | undefined;

  /** Takes the place of another sheet, so it need not come in. */
  @property({ type: Boolean, reflect: true }) instant = false;

  @state() private states: readonly FoundState[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #words = new StringsController(this);
  readonly #download = new DownloadLink(this);
  /** Where the focus was before. */
  #focused: HTMLElement | undefined;
  #shown: AbortController | undefined;

  constructor() {
    super();
    for (const type of ownEvents.split(' ')) this.addEventListener(type, (event) => event.stopPropagation());
    this.addEventListener('dragover', this.#handleDragOver);
  }

  /** One that is moved is gone from above the page as well. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#finish();
  }

  override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('passages') || changes.has('file')) this.states = [];
  }

  /** Opens it. An element that was moved has to be opened again. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (this.#shown || !this.isConnected) return;
    this.#focused = deepFocus();
    this.#shown = new AbortController();
    window.addEventListener('resize', () => this.#place(), { signal: this.#shown.signal });
    this.#place();
  }

  /** Closes it and gives the focus back. */
  close(): void {
    const { dialog } = this;
    if (!dialog.matches(':popover-open')) return dialog.close();
    const hadFocus = dialog.matches(':focus-within');
    dialog.hidePopover();
    if (hadFocus) this.#focused?.focus();
  }

  override render(): TemplateResult {
    const words = previewWords(this.#words.strings);
    const { filename, mediaType } = this.#facts;
    return html`<dialog
      part="sheet"
      popover="manual"
      aria-labelledby="name"
      @close=${this.#handleClose}
      @toggle=${this.#handleClose}
      @click=${this.#handleClick}
      @keydown=${this.#handleKeydown}
    >
      <header>
        <span class="kind" aria-hidden="true">${fileIcons[fileKind(filename, mediaType)]}</span>
        <div class="words">
          <h2 id="name"><bdi dir="auto">${filename}</bdi></h2>
          <p class="detail">${this.#detail()}</p>
        </div>
        ${this.file ? this.#download.render(this.file, `${words.download} ${filename}`, true) : nothing}
        <button
          type="button"
          class="button bare"
          aria-label=${words.closeViewer}
          title=${words.closeViewer}
          autofocus
          @click=${this.close}
        >
          ${icons.close}
        </button>
      </header>
      ${
        this.passages.length > 0
          ? renderPassages(
              { passages: this.passages, current: this.current, state: this.states[this.current] ?? 'sought' },
              words,
              { previous: this.#handlePrevious, next: this.#handleNext },
            )
          : nothing
      }
      <file-preview
        .file=${this.file}
        .passages=${this.passages}
        .current=${this.current}
        @passages-placed=${this.#handlePlaced}
      ></file-preview>
    </dialog>`;
  }

  get #facts(): { filename: string; mediaType: string; bytes: number | null } {
    const { file } = this;
    if (file instanceof File) return { filename: file.name, mediaType: file.type, bytes: file.size };
    return { filename: file?.filename ?? '', mediaType: file?.mediaType ?? '', bytes: file?.bytes ?? null };
  }

  #detail(): string {
    const { filename, bytes } = this.#facts;
    const kind = this.#words.strings.fileOfKind(extensionOf(filename).toUpperCase());
    return bytes === null ? kind : `${kind} · ${formatBytes(bytes, localeOf(this))}`;
  }

  /** After the last comes the first. */
  #choose(step: 1 | -1): void {
    const { length } = this.passages;
    if (length < 2) return;
    this.current = (this.current + step + length) % length;
    this.dispatchEvent(new PassageChangeEvent(this.current));
  }

  /** Beside the page where there is room for both, else above it. */
  #place(): void {
    const { dialog } = this;
    const isBeside = this.room?.take(Number.parseFloat(getComputedStyle(dialog).inlineSize)) ?? false;
    if (isBeside ? dialog.matches(':popover-open') : dialog.open) return;
    if (isBeside) {
      dialog.close();
      dialog.showPopover();
    } else {
      if (dialog.matches(':popover-open')) dialog.hidePopover();
      dialog.showModal();
    }
  }

  /** Told of each way in which it may have been open; one that has only changed from one to the other is not closed. */
  #handleClose(): void {
    if (!this.dialog.open && !this.dialog.matches(':popover-open')) this.#finish();
  }

  #finish(): void {
    if (!this.#shown) return;
    this.#shown.abort();
    this.#shown = undefined;
    this.room?.leave();
    this.dispatchEvent(new Event('close'));
  }

  /** The sheet is full of other elements: what meets itself is the ground beside it. */
  #handleClick(event: MouseEvent): void {
    if (event.target === this.dialog && this.dialog.open) this.close();
  }

  /** A file dropped here must not replace the page. */
  readonly #handleDragOver = (event: DragEvent): void => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  };

  /** The keys that move between the markers of a message move between the passages here. */
  #handleKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === 'n') this.#choose(1);
    else if (event.key === 'p') this.#choose(-1);
    // Beside the page the browser leaves that to us.
    else if (event.key === 'Escape' && !this.dialog.open) this.close();
  }

  #handlePrevious(): void {
    this.#choose(-1);
  }

  #handleNext(): void {
    this.#choose(1);
  }

  #handlePlaced({ states }: PassagesPlacedEvent): void {
    this.states = states;
  }
}

/** The element that has the focus, through shadow roots. */
function deepFocus(): HTMLElement | undefined {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement ? focused : undefined;
}

if (!customElements.get('file-viewer')) customElements.define('file-viewer', FileViewer);

declare global {
  interface HTMLElementTagNameMap {
    'file-viewer': FileViewer;
  }

  interface HTMLElementEventMap {
    'passage-change': PassageChangeEvent;
  }
}
