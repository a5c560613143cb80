import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { StringsController } from '../../strings.ts';
import { host } from '../../styles/host.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import { previewWords } from '../preview-strings.ts';
import { jsonElement } from './json-tree.ts';
import { pane } from '../pane.styles.ts';
import { styles } from './preview-json.styles.ts';

/** A JSON document as a tree that opens where somebody wants to look. */
export class PreviewJson extends LitElement {
  static override styles = [tokens, host, pane, styles];

  /** The document, parsed. */
  @property({ attribute: false }) value: unknown;

  /** What it is called. */
  @property() label = '';

  @query('.scroller') private readonly scroller!: HTMLElement;

  readonly #words = new StringsController(this);

  override render(): TemplateResult {
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${this.label}></div>`;
  }

  override updated(changes: PropertyValues<this>): void {
    if (!changes.has('value')) return;
    this.scroller.replaceChildren(jsonElement({ value: this.value }, previewWords(this.#words.strings).items, true));
  }
}

if (!customElements.get('preview-json')) customElements.define('preview-json', PreviewJson);

declare global {
  interface HTMLElementTagNameMap {
    'preview-json': PreviewJson;
  }
}
