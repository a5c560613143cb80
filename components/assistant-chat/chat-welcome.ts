import { html, LitElement, type TemplateResult } from 'lit';
import { ConversationController } from '../conversation/index.ts';
import { StringsController } from '../strings.ts';
import { host } from '../styles/host.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-welcome.styles.ts';

/**
 * What stands in a thread before its first message: a greeting, and bars while the thread loads.
 *
 * @slot - What stands below the greeting.
 */
export class ChatWelcome extends LitElement {
  static override styles = [tokens, host, styles];

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['activity']);

  override render(): TemplateResult {
    const { greeting, loading } = this.#words.strings;
    if (this.#chat.conversation?.activity?.phase === 'loading') {
      return html`<div class="loading" role="img" aria-label=${loading}><i></i><i></i><i></i></div>`;
    }
    return html`<p class="greeting">${greeting}</p>
      <slot></slot>`;
  }
}

if (!customElements.get('chat-welcome')) customElements.define('chat-welcome', ChatWelcome);

declare global {
  interface HTMLElementTagNameMap {
    'chat-welcome': ChatWelcome;
  }
}
