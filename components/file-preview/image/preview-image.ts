import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ObjectUrl } from '../../file-attachment/object-url.ts';
import { StringsController } from '../../strings.ts';
import { controls } from '../../styles/controls.styles.ts';
import { host } from '../../styles/host.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import { previewWords } from '../preview-strings.ts';
import { styleProperties } from '../../style-properties.ts';
import { pane } from '../pane.styles.ts';
import { styles } from './preview-image.styles.ts';
import { ZoomGestures, zoomOfKey, type Point } from './zoom-gestures.ts';
import { clampScale, fitScale, scrollFor, zoomStep, type Size } from './zoom.ts';

/** What a drawing without a size of its own gets. */
const nominal: Size = { width: 300, height: 150 };

/**
 * A picture, whole or larger: by buttons, keys, wheel, and two fingers.
 *
 * @fires error - The picture cannot be shown.
 */
export class PreviewImage extends LitElement {
  static override styles = [tokens, host, controls, pane, styles];

  /** The picture. Shown as an image, in which nothing runs. */
  @property({ attribute: false }) blob: Blob | undefined;

  /** What it is called. */
  @property() label = '';

  /** CSS pixels for each pixel of the picture; null shows it whole. */
  @state() private scale: number | null = null;

  @state() private picture: Size | null = null;

  @state() private room: Size = { width: 0, height: 0 };

  @query('.scroller') private readonly scroller!: HTMLElement;

  readonly #words = new StringsController(this);
  readonly #url = new ObjectUrl(this);
  #resize: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resize?.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
  }

  override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('blob')) return;
    this.scale = null;
    this.picture = null;
  }

  override firstUpdated(): void {
    void new ZoomGestures(this.scroller, {
      zoomBy: (factor, at) => this.#zoomTo(this.#shownScale * factor, at),
      toggleFit: (at) => this.#toggle(at),
    });
    this.#resize = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.scroller;
      this.room = { width, height };
    });
    this.#resize.observe(this.scroller);
  }

  override render(): TemplateResult {
    const words = previewWords(this.#words.strings);
    const url = this.#url.of(this.blob);
    const { width, height } = this.picture ?? { width: 0, height: 0 };
    const scale = this.#shownScale;
    const percent = words.zoomLevel(Math.round(scale * 100));
    return html`<div
        class="scroller"
        tabindex="0"
        role="region"
        aria-label=${this.label}
        aria-describedby="hint"
        @keydown=${this.#handleKeydown}
      >
        <img
          src=${url ?? ''}
          alt=${this.label}
          draggable="false"
          ?hidden=${!this.picture}
          ${styleProperties({ 'inline-size': `${width * scale}px`, 'block-size': `${height * scale}px` })}
          @load=${this.#handleLoad}
          @error=${this.#handleError}
        />
      </div>
      <div class="toolbar" role="group">
        ${this.#renderZoom(words.zoomOut, '−', this.#handleZoomOut)}
        <output class="level" aria-live="polite">${percent}</output>
        ${this.#renderZoom(words.zoomIn, '+', this.#handleZoomIn)}
        <button type="button" class="button quiet" @click=${this.#handleToggle}>
          ${this.scale === null ? words.actualSize : words.zoomToFit}
        </button>
      </div>
      <p id="hint" class="visually-hidden">${words.imageHint}</p>`;
  }

  #renderZoom(label: string, sign: string, handle: () => void): TemplateResult {
    return html`<button type="button" class="button bare small" aria-label=${label} title=${label} @click=${handle}>
      ${sign}
    </button>`;
  }

  get #fit(): number {
    return fitScale(this.picture ?? nominal, this.room);
  }

  get #shownScale(): number {
    return this.scale ?? this.#fit;
  }

  /** Where in the scroller a zoom by key or button has its centre. */
  get #middle(): Point {
    return { x: this.room.width / 2, y: this.room.height / 2 };
  }

  #zoomTo(scale: number, at: Point): void {
    const before = this.#shownScale;
    this.scale = clampScale(scale, this.#fit);
    const ratio = this.scale / before;
    const { scrollLeft, scrollTop } = this.scroller;
    void this.updateComplete.then(() =>
      this.scroller.scrollTo({
        left: scrollFor(scrollLeft, at.x, ratio),
        top: scrollFor(scrollTop, at.y, ratio),
        behavior: 'instant',
      }),
    );
  }

  #toggle(at = this.#middle): void {
    if (this.scale === null) this.#zoomTo(1, at);
    else this.scale = null;
  }

  #handleKeydown(event: KeyboardEvent): void {
    const zoom = zoomOfKey(event);
    if (zoom === undefined) return;
    event.preventDefault();
    if (zoom === 'fit') this.scale = null;
    else this.#zoomTo(zoom === 'actual' ? 1 : this.#shownScale * zoom, this.#middle);
  }

  #handleLoad(event: Event): void {
    const { naturalWidth: width, naturalHeight: height } = event.currentTarget as HTMLImageElement;
    this.picture = width > 0 && height > 0 ? { width, height } : nominal;
  }

  #handleError(): void {
    if (this.blob) this.dispatchEvent(new Event('error'));
  }

  #handleZoomOut(): void {
    this.#zoomTo(this.#shownScale / zoomStep, this.#middle);
  }

  #handleZoomIn(): void {
    this.#zoomTo(this.#shownScale * zoomStep, this.#middle);
  }

  #handleToggle(): void {
    this.#toggle();
  }
}

if (!customElements.get('preview-image')) customElements.define('preview-image', PreviewImage);

declare global {
  interface HTMLElementTagNameMap {
    'preview-image': PreviewImage;
  }
}
