import { html, LitElement, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { passageStyles } from '../../annotated-message/passage.styles.ts';
import { colorCode } from '../../code-colors/color-code.ts';
import { markdownStyles } from '../../markdown/markdown.styles.ts';
import { MarkdownView, rangesBetween, type DrawLink } from '../../markdown/index.ts';
import { StringsController } from '../../strings.ts';
import { controls } from '../../styles/controls.styles.ts';
import { host } from '../../styles/host.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import type { SoughtPassage } from '../find-passage.ts';
import { PassageLight } from '../passage-light.ts';
import { foundStates, PassagesPlacedEvent, placePassages } from '../placed-passages.ts';
import { pane } from '../pane.styles.ts';
import { styles } from './preview-markdown.styles.ts';

/**
 * A Markdown file as it is meant to be read.
 *
 * @fires passages-placed - The passages have been looked for.
 */
export class PreviewMarkdown extends LitElement {
  static override styles = [tokens, host, controls, unsafeCSS(markdownStyles), passageStyles, pane, styles];

  /** What is shown. */
  @property({ attribute: false }) text = '';

  /** What it is called. */
  @property() label = '';

  /** What is lit. */
  @property({ attribute: false }) passages: readonly SoughtPassage[] = [];

  /** The passage that is scrolled to. */
  @property({ attribute: false }) current = 0;

  @query('.document') private readonly document!: HTMLElement;

  readonly #words = new StringsController(this);
  readonly #light = new PassageLight();
  #view: MarkdownView | undefined;

  override render(): TemplateResult {
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${this.label}>
      <div class="document" dir="auto"></div>
    </div>`;
  }

  override updated(changes: PropertyValues<this>): void {
    if (changes.has('text')) this.#showText();
    if (changes.has('text') || changes.has('passages') || changes.has('current')) this.#showPassages();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#showPassages();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#light.clear();
  }

  #showText(): void {
    this.#light.clear();
    this.#view?.destroy();
    this.#view = new MarkdownView(this.document, {
      link: withoutRelative,
      colorCode,
      strings: this.#words.strings.markdown,
    });
    this.#view.append(this.text);
    this.#view.finish();
  }

  #showPassages(): void {
    if (this.passages.length === 0) return this.#light.clear();
    const places = placePassages(this.text, this.passages);
    this.#light.show(places, this.current, (start, end) => (this.#view ? rangesBetween(this.#view, start, end) : []));
    this.dispatchEvent(new PassagesPlacedEvent(foundStates(places)));
  }
}

/** What a file links to beside itself is not there, and would be looked for on the page's own server. */
const withoutRelative: DrawLink = ({ url }) => (URL.canParse(url) ? undefined : null);

if (!customElements.get('preview-markdown')) customElements.define('preview-markdown', PreviewMarkdown);

declare global {
  interface HTMLElementTagNameMap {
    'preview-markdown': PreviewMarkdown;
  }
}
