import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';

/** How long the check mark stays, in milliseconds. */
const confirmation = 1600;

/** A button that copies a text and says so. */
export class CopyButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    tokens,
    host,
    controls,
    css`
      :host {
        display: inline-flex;
      }
    `,
  ];

  /** What is copied. */
  @property({ attribute: false }) text = '';

  @state() private outcome: 'copied' | 'refused' | undefined;

  readonly #words = new StringsController(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.outcome = undefined;
  }

  override render(): TemplateResult {
    const { copyMessage, copied, notCopied } = this.#words.strings;
    const label = this.outcome === 'copied' ? copied : this.outcome === 'refused' ? notCopied : copyMessage;
    return html`<button
        class="button bare small"
        type="button"
        aria-label=${label}
        title=${label}
        @click=${this.#handleClick}
      >
        ${this.outcome === 'copied' ? icons.check : icons.copy}
      </button>
      <span class="visually-hidden" role="status">${this.outcome ? label : ''}</span>`;
  }

  async #handleClick(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.outcome = 'copied';
    } catch {
      this.outcome = 'refused';
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.outcome = undefined), confirmation);
  }
}

if (!customElements.get('copy-button')) customElements.define('copy-button', CopyButton);

declare global {
  interface HTMLElementTagNameMap {
    'copy-button': CopyButton;
  }
}
