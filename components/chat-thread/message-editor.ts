import { html, LitElement, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { AutoGrow } from '../chat-composer/auto-grow.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './message-editor.styles.ts';

/** What has become of an edit; `text` is null where the person gave it up. */
export class MessageEditEvent extends Event {
  readonly text: string | null;

  constructor(text: string | null) {
    super('message-edit');
    this.text = text;
  }
}

/**
 * A sent message, open for another wording.
 *
 * @fires message-edit - The person is done, with a text or without.
 */
export class MessageEditor extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** The text as it was sent. */
  @property() text = '';

  @query('textarea') private readonly box!: HTMLTextAreaElement;

  readonly #words = new StringsController(this);

  constructor() {
    super();
    void new AutoGrow(this);
  }

  override firstUpdated(): void {
    this.box.focus();
    this.box.setSelectionRange(this.text.length, this.text.length);
  }

  override render(): TemplateResult {
    const { editMessage, saveEdit, cancel } = this.#words.strings;
    return html`<form @submit=${this.#handleSubmit}>
      <textarea
        rows="1"
        dir="auto"
        aria-label=${editMessage}
        .value=${this.text}
        @keydown=${this.#handleKeydown}
      ></textarea>
      <div>
        <button class="button" type="button" @click=${this.#handleCancel}>${cancel}</button>
        <button class="button primary">${saveEdit}</button>
      </div>
    </form>`;
  }

  #save(): void {
    const text = this.box.value;
    if (text.trim() !== '') this.dispatchEvent(new MessageEditEvent(text));
  }

  #handleKeydown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#handleCancel();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.#save();
    }
  }

  #handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.#save();
  }

  #handleCancel(): void {
    this.dispatchEvent(new MessageEditEvent(null));
  }
}

if (!customElements.get('message-editor')) customElements.define('message-editor', MessageEditor);

declare global {
  interface HTMLElementTagNameMap {
    'message-editor': MessageEditor;
  }
}
