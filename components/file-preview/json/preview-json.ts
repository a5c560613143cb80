import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { StringsController } from '../../strings.ts';
import { host } from '../../styles/host.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import { previewWords } from '../preview-strings.ts';
import { jsonElement } from './json-tree.ts';

/** A JSON document as a tree that opens where somebody wants to look. */
export class PreviewJson extends LitElement {
  static override styles = [
    tokens,
    host,
    css`
      :host {
        block-size: 100%;
        min-block-size: 0;
      }

      .scroller {
        direction: ltr;
        block-size: 100%;
        padding: 0.75rem 1rem;
        overflow: auto;
        overscroll-behavior: contain;
        outline-offset: -2px;
        font-family: var(--_code-font);
        font-size: 0.8125rem;
        line-height: 1.6;
        overflow-wrap: anywhere;
      }

      summary {
        inline-size: fit-content;
        padding-inline-end: 0.5rem;
        border-radius: var(--_radius-small);
        cursor: pointer;
      }

      summary:hover {
        background: var(--_hover);
      }

      summary::marker {
        color: var(--_muted);
      }

      .children {
        margin-inline-start: 0.3125rem;
        padding-inline-start: 1rem;
        border-inline-start: 1px solid var(--_border);
      }

      .leaf {
        padding-inline-start: 1.05em;
        white-space: pre-wrap;
      }

      .key {
        color: var(--_accent);
      }

      .count,
      .shape {
        color: var(--_muted);
      }

      .string {
        color: light-dark(oklch(0.45 0.1 150), oklch(0.82 0.1 150));
        unicode-bidi: isolate;
      }

      .number,
      .word {
        color: light-dark(oklch(0.48 0.14 40), oklch(0.82 0.1 65));
      }

      @media (forced-colors: active) {
        .key,
        .string,
        .number,
        .word {
          color: CanvasText;
        }
      }
    `,
  ];

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
