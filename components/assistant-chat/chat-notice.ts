import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ConversationController } from '../conversation/index.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-notice.styles.ts';

/**
 * What stands in the way of the conversation around it: what went wrong last, with a way on, and a connection that is lost.
 *
 * @fires retry - The person has tried again, and the button is about to go.
 * @csspart error - What went wrong, in words.
 */
export class ChatNotice extends LitElement {
  static override styles = [tokens, host, controls, styles];

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['status']);

  override render(): TemplateResult {
    const { errorText, retry, reconnecting } = this.#words.strings;
    const { error, connection } = this.#chat.conversation ?? {};
    return html`<div role="alert">
        ${
          error
            ? html`<div class="error" part="error">
                ${icons.warning}
                <p>${errorText(error)}</p>
                ${error.retryable ? html`<button class="button" @click=${this.#handleRetry}>${retry}</button>` : nothing}
              </div>`
            : nothing
        }
      </div>
      <div role="status">
        ${
          connection === 'reconnecting'
            ? html`<p class="connection"><span class="spinner"></span>${reconnecting}</p>`
            : nothing
        }
      </div>`;
  }

  #handleRetry(): void {
    void this.#chat.conversation?.retry();
    this.dispatchEvent(new Event('retry'));
  }
}

if (!customElements.get('chat-notice')) customElements.define('chat-notice', ChatNotice);

declare global {
  interface HTMLElementTagNameMap {
    'chat-notice': ChatNotice;
  }
}
