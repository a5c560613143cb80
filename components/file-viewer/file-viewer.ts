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
 * A file in a sheet above the page, with the passages that somebody cites. Escape and a press beside it close it.
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

  @state() private states: readonly FoundState[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #words = new StringsController(this);
  readonly #download = new DownloadLink(this);

  constructor() {
    super();
    for (const type of ownEvents.split(' ')) this.addEventListener(type, (event) => event.stopPropagation());
  }

  override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('passages') || changes.has('file')) this.states = [];
  }

  /** Opens it. An element that was moved has to be opened again. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    const words = previewWords(this.#words.strings);
    const { filename, mediaType } = this.#facts;
    return html`<dialog
      part="sheet"
      aria-labelledby="name"
      @close=${this.#handleClose}
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

  #handleClose(): void {
    this.dispatchEvent(new Event('close'));
  }

  /** The sheet is full of other elements: what meets itself is the ground beside it. */
  #handleClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.close();
  }

  /** The keys that move between the markers of a message move between the passages here. */
  #handleKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === 'n') this.#choose(1);
    else if (event.key === 'p') this.#choose(-1);
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

if (!customElements.get('file-viewer')) customElements.define('file-viewer', FileViewer);

declare global {
  interface HTMLElementTagNameMap {
    'file-viewer': FileViewer;
  }

  interface HTMLElementEventMap {
    'passage-change': PassageChangeEvent;
  }
}
