import type { Size } from '../image/zoom.ts';
import type { PdfReader, PDFDocumentProxy, PDFPageProxy } from './open-pdf.ts';
import { itemsBetween, pageText, type PageText, type TextItem } from './page-text.ts';

/** More pixels than that no phone gives to one canvas. */
const mostPixels = 12_000_000;

/** One page: drawn while it is near the window, with its text above the drawing, to be selected, found and lit. */
export class PdfPage {
  readonly element = document.createElement('div');
  readonly #number: number;
  readonly #document: PDFDocumentProxy;
  readonly #reader: PdfReader;
  #page: Promise<PDFPageProxy> | undefined;
  #text: Promise<PageText> | undefined;
  #drawing: AbortController | undefined;
  #drawn: Promise<void> | undefined;
  #textDivs: readonly HTMLElement[] = [];
  #shownText: PageText | undefined;

  constructor(reader: PdfReader, pdf: PDFDocumentProxy, number: number, size: Size) {
    this.#reader = reader;
    this.#document = pdf;
    this.#number = number;
    this.element.className = 'page';
    this.element.role = 'group';
    this.#resize(size);
  }

  /** The text of the page. */
  async text(): Promise<PageText> {
    this.#text ??= this.#readText();
    return this.#text;
  }

  /** Draws the page as wide as it stands, unless it is there. */
  async draw(): Promise<void> {
    this.#drawn ??= this.#draw();
    return this.#drawn;
  }

  /** Gives back what the drawing takes. */
  release(): void {
    this.#drawing?.abort();
    this.#drawn = undefined;
    this.#textDivs = [];
    this.element.replaceChildren();
  }

  /** The ranges of the document that show a part of the page's text; none while it is not drawn. */
  rangesOf(start: number, end: number): Range[] {
    if (!this.#shownText) return [];
    return itemsBetween(this.#shownText, start, end).flatMap(({ item, start: from, end: to }) => {
      const node = this.#textDivs[item]?.firstChild;
      if (!(node instanceof Text)) return [];
      const range = document.createRange();
      range.setStart(node, Math.min(from, node.length));
      range.setEnd(node, Math.min(to, node.length));
      return range.collapsed ? [] : [range];
    });
  }

  async #open(): Promise<PDFPageProxy> {
    this.#page ??= this.#document.getPage(this.#number);
    return this.#page;
  }

  async #readText(): Promise<PageText> {
    const { items } = await (await this.#open()).getTextContent();
    return pageText(items.filter((item): item is typeof item & TextItem => 'str' in item));
  }

  async #draw(): Promise<void> {
    this.#drawing = new AbortController();
    const { signal } = this.#drawing;
    const page = await this.#open();
    const { width, height } = page.getViewport({ scale: 1 });
    this.#resize({ width, height });
    const scale = this.element.clientWidth / width;
    const viewport = page.getViewport({ scale });
    const sharpness = Math.min(devicePixelRatio, Math.sqrt(mostPixels / (viewport.width * viewport.height)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width * sharpness);
    canvas.height = Math.floor(viewport.height * sharpness);
    canvas.ariaHidden = 'true';
    const words = document.createElement('div');
    words.className = 'words';
    this.element.style.setProperty('--total-scale-factor', String(scale));
    this.element.replaceChildren(canvas, words);
    const task = page.render({ canvas, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] });
    signal.addEventListener('abort', () => task.cancel());
    const layer = new this.#reader.TextLayer({
      textContentSource: await page.getTextContent(),
      container: words,
      viewport,
    });
    await layer.render();
    const text = await this.text();
    if (signal.aborted) return;
    this.#shownText = text;
    this.#textDivs = layer.textDivs;
    await task.promise.catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  #resize({ width, height }: Size): void {
    this.element.style.setProperty('aspect-ratio', `${width} / ${height}`);
  }
}
