import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-panel.styles.ts';

/** A person has opened or closed the panel. */
export class PanelToggleEvent extends Event {
  readonly open: boolean;

  constructor(open: boolean) {
    super('panel-toggle');
    this.open = open;
  }
}

/**
 * A chat above the page: a button at its edge, and a panel in the top layer, where no style of the page can cover it.
 *
 * @fires panel-toggle - The person opens or closes it; whoever owns it sets `open`.
 * @slot - What stands in the panel.
 * @csspart launcher - The button.
 * @csspart panel - The panel.
 */
export class ChatPanel extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** A card above the button, or the whole height of the page's edge. */
  @property({ reflect: true }) layout: 'popup' | 'sidebar' = 'popup';

  /** Whether the panel is there. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** What the panel is called, where it is not just the assistant. */
  @property() label = '';

  @query('[part=panel]') private readonly panel!: HTMLElement;
  @query('[part=launcher]') private readonly launcher!: HTMLElement;

  readonly #words = new StringsController(this);

  override render(): TemplateResult {
    const { openChat, closeChat, heading } = this.#words.strings;
    const label = this.open ? closeChat : openChat;
    return html`<button
        class="button primary"
        part="launcher"
        aria-label=${label}
        aria-expanded=${this.open ? 'true' : 'false'}
        title=${label}
        @click=${this.#handleClick}
      >
        ${this.open ? icons.chevron : icons.chat}
      </button>
      <div
        part="panel"
        popover="manual"
        role="dialog"
        aria-label=${this.label || heading}
        @keydown=${this.#handleKeydown}
      >
        <slot></slot>
      </div>`;
  }

  /** A moved element has left the top layer, so it is asked each time. */
  override updated(changes: PropertyValues<this>): void {
    if (this.panel.matches(':popover-open') !== this.open) this.panel.togglePopover(this.open);
    if (changes.get('open') === true && !this.open) this.launcher.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  #handleClick(): void {
    this.dispatchEvent(new PanelToggleEvent(!this.open));
  }

  /** An Escape that closes something inside the panel is not meant for the panel. */
  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    const isInside = (target: EventTarget): boolean => target instanceof HTMLElement && target.popover === 'auto';
    if (event.composedPath().some(isInside)) return;
    event.stopPropagation();
    this.dispatchEvent(new PanelToggleEvent(false));
  }
}

if (!customElements.get('chat-panel')) customElements.define('chat-panel', ChatPanel);

declare global {
  interface HTMLElementTagNameMap {
    'chat-panel': ChatPanel;
  }
}
