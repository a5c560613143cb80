import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ConversationController } from '../conversation/index.ts';
import { AssistantSendEvent } from '../events.ts';
import { StringsController } from '../strings.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-suggestions.styles.ts';

/**
 * What a person could begin with; one click sends it.
 *
 * @fires assistant-send - The person takes a suggestion; canceling leaves it at that.
 */
export class ChatSuggestions extends LitElement {
  static override styles = [tokens, host, styles];

  /** The texts, in the words of the person. */
  @property({ attribute: false }) texts: readonly string[] = [];

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, []);

  override render(): TemplateResult | typeof nothing {
    if (this.texts.length === 0) return nothing;
    return html`<ul aria-label=${this.#words.strings.suggestions}>
      ${this.texts.map(
        (text) =>
          html`<li>
            <button @click=${() => this.#handleClick(text)}>
              <span><bdi>${text}</bdi></span
              >${icons.send}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #handleClick(text: string): void {
    const { conversation } = this.#chat;
    if (conversation && this.dispatchEvent(new AssistantSendEvent(text))) void conversation.send(text);
  }
}

if (!customElements.get('chat-suggestions')) customElements.define('chat-suggestions', ChatSuggestions);

declare global {
  interface HTMLElementTagNameMap {
    'chat-suggestions': ChatSuggestions;
  }
}
