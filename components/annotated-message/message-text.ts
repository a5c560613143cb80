import { colorCode } from '../code-colors/color-code.ts';
import { drawDiagram } from '../diagrams.ts';
import { drawFormula } from '../formulas/draw-formula.ts';
import type { LinkDescription, MarkdownViewOptions } from '../markdown/index.ts';
import { MarkdownView } from '../markdown/view/markdown-view.ts';
import { nameIn } from './message-files.ts';

export interface TextContent {
  text: string;
  /** No more text will come. */
  isComplete: boolean;
  /** What is more than prose is read as if it were none. */
  isPlain: boolean;
}

/** A link into the sandbox, which exists for nobody but the assistant, as long as nobody has told which file it means. */
export interface SandboxLink {
  readonly link: LinkDescription;
  readonly element: HTMLAnchorElement;
}

/** Who adds to a text what its sources bring. */
export interface TextCompanion {
  linkDrawn(link: SandboxLink): void;
  /** From this offset on the document may be another. */
  changed(from: number): void;
}

const nothing: TextContent = { text: '', isComplete: false, isPlain: false };

/** One text of a message as a piece of document. */
export class MessageText {
  readonly element = document.createElement('div');
  companion: TextCompanion | undefined;
  readonly #options: MarkdownViewOptions;
  #content = nothing;
  #links: SandboxLink[] = [];
  #view: MarkdownView;

  constructor(options: MarkdownViewOptions) {
    this.#options = options;
    this.element.className = 'text';
    this.#view = this.#createView();
  }

  /** What draws the text; another one once the text has become another one. */
  get view(): MarkdownView {
    return this.#view;
  }

  /** A view that draws a paragraph again asks for its links again, and drops the earlier ones. */
  get links(): readonly SandboxLink[] {
    this.#links = this.#links.filter(({ element }) => this.element.contains(element));
    return this.#links;
  }

  /** Shows more of the text. Costs what is new, unless the text has become another one. */
  update(content: TextContent): void {
    const before = this.#content;
    this.#content = content;
    const isOther =
      !content.text.startsWith(before.text) ||
      (before.isPlain && !content.isPlain) ||
      (before.isComplete && (content.text !== before.text || !content.isComplete));
    if (isOther) this.#rebuild();
    const shown = isOther ? 0 : before.text.length;
    if (content.text.length > shown) this.#view.append(content.text.slice(shown));
    if (content.isComplete && (isOther || !before.isComplete)) this.#view.finish();
  }

  /** Draws everything anew. */
  redraw(): void {
    const content = this.#content;
    this.#rebuild();
    this.#content = nothing;
    this.update(content);
  }

  destroy(): void {
    this.#view.destroy();
    this.element.remove();
  }

  #rebuild(): void {
    this.#view.destroy();
    this.element.replaceChildren();
    this.#links = [];
    this.#view = this.#createView();
    this.companion?.changed(0);
  }

  #createView(): MarkdownView {
    const view = new MarkdownView(this.element, {
      colorCode,
      drawFormula,
      drawDiagram,
      ...this.#options,
      link: (link) => this.#createLink(link),
    });
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a view is no event target
    view.onchange = (from) => this.companion?.changed(from);
    return view;
  }

  #createLink(link: LinkDescription): HTMLElement | undefined {
    if (!link.url.startsWith('sandbox:')) return undefined;
    const sandboxLink: SandboxLink = { link, element: document.createElement('a') };
    sandboxLink.element.className = 'file';
    this.#links.push(sandboxLink);
    this.companion?.linkDrawn(sandboxLink);
    // A path that stands in the text by itself never shows.
    if (link.bare && !sandboxLink.element.hasChildNodes()) sandboxLink.element.textContent = nameIn(link.url);
    return sandboxLink.element;
  }
}
