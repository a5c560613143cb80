import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { createPassagePainter } from '../../annotated-message/passage-painter.ts';
import { passageStyles } from '../../annotated-message/passage.styles.ts';
import { StringsController } from '../../strings.ts';
import { host } from '../../styles/host.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import type { SoughtPassage } from '../find-passage.ts';
import { PassagesPlacedEvent } from '../placed-passages.ts';
import { previewWords } from '../preview-strings.ts';
import { findInPages, type PagedPassage } from './find-in-pages.ts';
import { loadPdfReader, openPdf, type PdfReader, type PDFDocumentProxy } from './open-pdf.ts';
import { PdfPage } from './pdf-page.ts';
import { pane } from '../pane.styles.ts';
import { styles } from './preview-pdf.styles.ts';

/**
 * The pages of a PDF, drawn when they come near the window.
 *
 * @fires passages-placed - The passages have been looked for.
 * @fires error - The file is damaged or locked.
 */
export class PreviewPdf extends LitElement {
  static override styles = [tokens, host, passageStyles, pane, styles];

  /** The file. */
  @property({ attribute: false }) bytes: Uint8Array | undefined;

  /** What it is called. */
  @property() label = '';

  /** What is lit. */
  @property({ attribute: false }) passages: readonly SoughtPassage[] = [];

  /** The passage that is scrolled to. */
  @property({ attribute: false }) current = 0;

  @state() private shownPage = 1;

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('.pages') private readonly container!: HTMLElement;

  readonly #words = new StringsController(this);
  readonly #painter = createPassagePainter();
  #pages: readonly PdfPage[] = [];
  #places: readonly (PagedPassage | null)[] = [];
  #opened: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate('bytes');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override render(): TemplateResult {
    const { page } = previewWords(this.#words.strings);
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${this.label} @scroll=${this.#handleScroll}>
        <div class="pages"></div>
      </div>
      <p class="status">${this.#pages.length > 0 ? page(this.shownPage, this.#pages.length) : ''}</p>`;
  }

  override updated(changes: PropertyValues<this>): void {
    if (changes.has('bytes')) void this.#open();
    else if (changes.has('passages')) void this.#findPassages();
    else if (changes.has('current')) void this.#reveal();
  }

  async #open(): Promise<void> {
    this.#close();
    const { bytes } = this;
    const opened = new AbortController();
    const { signal } = opened;
    this.#opened = opened;
    const reader = await loadPdfReader();
    if (!bytes || !reader || signal.aborted) return;
    try {
      const pdf = await openPdf(reader, bytes);
      signal.addEventListener('abort', () => void pdf.destroy());
      if (signal.aborted) return void pdf.destroy();
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      if (signal.aborted) return;
      this.#showPages(reader, pdf, { width, height }, signal);
      await this.#findPassages();
    } catch {
      if (!signal.aborted) this.dispatchEvent(new Event('error'));
    }
  }

  #showPages(
    reader: PdfReader,
    pdf: PDFDocumentProxy,
    size: { width: number; height: number },
    signal: AbortSignal,
  ): void {
    const { page: nameOf } = previewWords(this.#words.strings);
    this.#pages = Array.from({ length: pdf.numPages }, (_, index) => {
      const page = new PdfPage(reader, pdf, index + 1, size);
      page.element.ariaLabel = nameOf(index + 1, pdf.numPages);
      return page;
    });
    this.container.replaceChildren(...this.#pages.map(({ element }) => element));
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const page = this.#pages.find(({ element }) => element === target);
          if (isIntersecting) void this.#draw(page);
          else page?.release();
        }
      },
      { root: this.scroller, rootMargin: '100% 0px' },
    );
    for (const { element } of this.#pages) observer.observe(element);
    let { clientWidth } = this.scroller;
    const resize = new ResizeObserver(() => {
      if (clientWidth === this.scroller.clientWidth) return;
      clientWidth = this.scroller.clientWidth;
      for (const page of this.#pages) {
        page.release();
        // What is in sight is told anew, and drawn as wide as it stands now.
        observer.unobserve(page.element);
        observer.observe(page.element);
      }
    });
    resize.observe(this.scroller);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      resize.disconnect();
    });
    this.requestUpdate();
  }

  async #findPassages(): Promise<void> {
    const signal = this.#opened?.signal;
    this.#places = [];
    if (this.passages.length === 0) return this.#painter.clear();
    const texts: string[] = [];
    for (const page of this.#pages) {
      texts.push((await page.text()).text);
      if (signal?.aborted) return;
    }
    this.#places = this.passages.map((passage) => findInPages(texts, passage));
    const states = this.#places.map((place) => (!place ? 'missing' : place.isWhole ? 'whole' : 'part'));
    this.dispatchEvent(new PassagesPlacedEvent(states));
    await this.#reveal();
  }

  /** First the page, for nothing can be lit before it is drawn. */
  async #reveal(): Promise<void> {
    const place = this.#places[this.current]?.places[0];
    const page = place && this.#pages[place.page];
    if (!page) return this.#light();
    page.element.scrollIntoView({ block: 'start' });
    await this.#draw(page);
    const node = page.rangesOf(place.start, place.end)[0]?.startContainer;
    node?.parentElement?.scrollIntoView({ block: 'center' });
  }

  async #draw(page: PdfPage | undefined): Promise<void> {
    // A page that cannot be drawn stays white; the others are there.
    await page?.draw().catch(() => undefined);
    this.#light();
  }

  #light(): void {
    const rangesOf = (passage: PagedPassage | null | undefined): Range[] =>
      passage?.places.flatMap(({ page, start, end }) => this.#pages[page]?.rangesOf(start, end) ?? []) ?? [];
    this.#painter.paint(() => ({
      cited: this.#places.flatMap(rangesOf),
      active: rangesOf(this.#places[this.current]),
    }));
  }

  #close(): void {
    this.#opened?.abort();
    this.#painter.clear();
    for (const page of this.#pages) page.release();
    this.#pages = [];
    this.#places = [];
  }

  #handleScroll(): void {
    const { top, height } = this.scroller.getBoundingClientRect();
    const shown = this.#pages.findIndex(({ element }) => element.getBoundingClientRect().bottom > top + height / 2);
    this.shownPage = shown < 0 ? this.#pages.length : shown + 1;
  }
}

if (!customElements.get('preview-pdf')) customElements.define('preview-pdf', PreviewPdf);

declare global {
  interface HTMLElementTagNameMap {
    'preview-pdf': PreviewPdf;
  }
}
