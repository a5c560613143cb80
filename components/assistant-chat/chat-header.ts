import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ConversationController } from '../conversation/index.ts';
import { loadElement } from '../load-element.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-header.styles.ts';

const loadMenu = (): void => loadElement('thread-menu', () => import('./thread-menu.ts'));

/**
 * The bar above a chat: its threads where the backend has some, what it is, and the way to a new thread.
 *
 * @fires new-thread - The person has begun a new thread.
 * @fires close-chat - The person closes the chat.
 * @slot - More controls.
 * @csspart heading - The heading.
 * @csspart notice - The backend's remark below the heading.
 */
export class ChatHeader extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** What the chat is called. */
  @property() heading = '';

  /** Offers to close the chat. */
  @property({ type: Boolean }) closable = false;

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['config']);

  override render(): TemplateResult {
    const { heading, newThread, closeChat } = this.#words.strings;
    const { capabilities, notice } = this.#chat.conversation?.config ?? {};
    if (capabilities?.threads) loadMenu();
    return html`
      ${capabilities?.threads ? html`<thread-menu @new-thread=${this.#handleBegun}></thread-menu>` : nothing}
      <div class="title">
        <h2 part="heading">${this.heading || heading}</h2>
        ${notice ? html`<p part="notice" title=${notice}>${notice}</p>` : nothing}
      </div>
      <slot></slot>
      <button class="button bare" aria-label=${newThread} title=${newThread} @click=${this.#handleNew}>
        ${icons.compose}
      </button>
      ${
        this.closable
          ? html`<button class="button bare" aria-label=${closeChat} title=${closeChat} @click=${this.#handleClose}>
              ${icons.close}
            </button>`
          : nothing
      }
    `;
  }

  #handleNew(): void {
    this.#chat.conversation?.newThread();
    this.#handleBegun();
  }

  #handleBegun(): void {
    this.dispatchEvent(new Event('new-thread'));
  }

  #handleClose(): void {
    this.dispatchEvent(new Event('close-chat'));
  }
}

if (!customElements.get('chat-header')) customElements.define('chat-header', ChatHeader);

declare global {
  interface HTMLElementTagNameMap {
    'chat-header': ChatHeader;
  }
}
