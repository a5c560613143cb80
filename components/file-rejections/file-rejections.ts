import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { FileRejection } from '../conversation/files/file-rejection.ts';
import { defaultStrings } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { WordsController } from '../words-controller.ts';
import { styles } from './file-rejections.styles.ts';
import { rejectionStrings } from './rejection-strings.ts';
import { toldRejections } from './told-rejections.ts';

/** A person has read why these files were not taken. */
export class RejectionsDismissEvent extends Event {
  readonly rejections: readonly FileRejection[];

  constructor(rejections: readonly FileRejection[]) {
    super('rejections-dismiss');
    this.rejections = rejections;
  }
}

/**
 * Why files were not taken. Loaded with the first one.
 *
 * @fires rejections-dismiss - The person has read it; whoever owns the list takes them out.
 */
export class FileRejections extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** What is told. */
  @property({ attribute: false }) rejections: readonly FileRejection[] = [];

  /** Offers to take a sentence away. */
  @property({ type: Boolean }) dismissible = false;

  readonly #words = new WordsController(this, { ...defaultStrings, ...rejectionStrings });

  override render(): TemplateResult {
    const { strings } = this.#words;
    return html`<ul>
      ${toldRejections(this.rejections, strings).map(
        ({ rejections, text }) =>
          html`<li>
            <span>${text}</span>
            ${this.dismissible ? this.#renderDismiss(rejections) : nothing}
          </li>`,
      )}
    </ul>`;
  }

  #renderDismiss(rejections: readonly FileRejection[]): TemplateResult {
    const { dismiss } = this.#words.strings;
    return html`<button
      type="button"
      class="button bare small"
      aria-label=${dismiss}
      title=${dismiss}
      @click=${() => this.dispatchEvent(new RejectionsDismissEvent(rejections))}
    >
      ${icons.close}
    </button>`;
  }
}

if (!customElements.get('file-rejections')) customElements.define('file-rejections', FileRejections);

declare global {
  interface HTMLElementTagNameMap {
    'file-rejections': FileRejections;
  }

  interface HTMLElementEventMap {
    'rejections-dismiss': RejectionsDismissEvent;
  }
}
