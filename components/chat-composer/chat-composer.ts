import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  ConversationController,
  type Attachment,
  type Conversation,
  type FileRejection,
} from '../conversation/index.ts';
import { AssistantSendEvent } from '../events.ts';
import { loadFileAttachment } from '../file-attachment/load-file-attachment.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import type { AttachmentOrder } from './attachment-order.ts';
import { AutoGrow } from './auto-grow.ts';
import { styles } from './chat-composer.styles.ts';
import { FileRejections } from './file-rejections.ts';
import { sendBlocker } from './send-blocker.ts';

/** The counter appears when a tenth of the room is left. */
const nearlyFull = 0.9;

/**
 * Where a person writes: the draft of the conversation around it, its files, and the one button that sends or stops.
 *
 * @fires assistant-send - The person sends; canceling keeps the draft.
 * @slot actions - More controls beside the attach button.
 * @csspart form - The box.
 * @csspart input - The text box.
 * @csspart attach - The button that opens the file picker.
 * @csspart send - The button that sends, or stops the answer.
 */
export class ChatComposer extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, host, controls, styles];

  /** The text of the empty box. */
  @property() placeholder = '';

  @query('textarea') private readonly box!: HTMLTextAreaElement;
  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  /** Loaded when there is something to put in order. */
  @state() private order: AttachmentOrder | undefined;

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['status', 'input', 'attachments', 'activity', 'config']);
  readonly #rejections = new FileRejections(this, this.#chat);

  constructor() {
    super();
    void new AutoGrow(this);
  }

  /** Puts the cursor into the box. */
  override focus(options?: FocusOptions): void {
    this.box?.focus(options);
  }

  override updated(): void {
    if (!this.order && (this.#chat.conversation?.attachments.length ?? 0) > 1) void this.#loadOrder();
  }

  override render(): TemplateResult {
    const strings = this.#words.strings;
    const { conversation } = this.#chat;
    return html`
      ${this.#renderRejections()}
      <form part="form" @submit=${this.#handleSubmit} @pointerdown=${this.#handlePointerDown}>
        ${this.#renderAttachments(conversation?.attachments ?? [])}
        <textarea
          part="input"
          rows="1"
          dir=${conversation?.input ? 'auto' : nothing}
          autocomplete="off"
          enterkeyhint="send"
          aria-label=${strings.composerLabel}
          aria-describedby="hint"
          placeholder=${this.placeholder || strings.composerPlaceholder}
          .value=${live(conversation?.input ?? '')}
          ?disabled=${!conversation}
          @input=${this.#handleInput}
          @keydown=${this.#handleKeydown}
        ></textarea>
        <div class="bar">
          ${this.#renderAttach(conversation)}
          <slot name="actions"></slot>
          ${this.#renderHint(conversation)} ${this.#renderSend(conversation)}
        </div>
      </form>
    `;
  }

  #renderRejections(): TemplateResult {
    const { rejectionText, dismiss } = this.#words.strings;
    const rows = this.#rejections.list.map(
      (rejection) =>
        html`<li>
          <span>${rejectionText(rejection)}</span>
          <button
            class="button bare small"
            aria-label=${dismiss}
            title=${dismiss}
            @click=${() => this.#handleDismiss(rejection)}
          >
            ${icons.close}
          </button>
        </li>`,
    );
    return html`<div role="alert">
      ${
        rows.length > 0
          ? html`<ul class="rejections">
              ${rows}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #renderAttachments(attachments: readonly Attachment[]): TemplateResult | typeof nothing {
    if (attachments.length === 0) return nothing;
    loadFileAttachment();
    return html`<ul class="attachments" aria-label=${this.#words.strings.attachedFiles}>
      ${repeat(
        attachments,
        ({ id }) => id,
        ({ id, file, status, sentBytes, error, ref }) =>
          html`<li
            data-id=${id}
            draggable=${this.order ? 'true' : nothing}
            aria-keyshortcuts=${this.order ? 'Alt+ArrowLeft Alt+ArrowRight' : nothing}
            @dragstart=${this.#handleOrder}
            @dragover=${this.#handleOrder}
            @drop=${this.#handleOrder}
            @dragend=${this.#handleOrder}
            @keydown=${this.#handleOrder}
          >
            <file-attachment
              removable
              ?retryable=${error?.retryable ?? true}
              filename=${file.name}
              media-type=${file.type}
              .bytes=${file.size}
              .blob=${file}
              .status=${status}
              ?indexed=${ref?.indexed}
              .progress=${file.size === 0 ? 0 : sentBytes / file.size}
              .error=${error ? this.#words.strings.errorText(error) : (ref?.error ?? '')}
              @assistant-file-remove=${() => this.#handleRemove(id)}
              @assistant-file-retry=${() => this.#chat.conversation?.retryAttachment(id)}
              >${file.name}</file-attachment
            >
          </li>`,
      )}
    </ul>`;
  }

  #renderAttach(conversation: Conversation | undefined): TemplateResult | typeof nothing {
    if (!conversation || conversation.config?.capabilities.uploads === false) return nothing;
    const { attach } = this.#words.strings;
    const { accept, maxFiles } = conversation.limits;
    return html`<button
        class="button bare"
        part="attach"
        type="button"
        aria-label=${attach}
        title=${attach}
        @click=${this.#handleAttach}
      >
        ${icons.attach}
      </button>
      <input
        type="file"
        hidden
        tabindex="-1"
        accept=${accept || nothing}
        ?multiple=${maxFiles !== 1}
        @change=${this.#handlePicked}
      />`;
  }

  #renderHint(conversation: Conversation | undefined): TemplateResult {
    const strings = this.#words.strings;
    const { input, limits } = conversation ?? { input: '', limits: { maxTextLength: Infinity } };
    const reason = sendBlocker(conversation, strings)?.reason;
    const isNearlyFull = input.length > limits.maxTextLength * nearlyFull;
    const text =
      reason ||
      (conversation?.activity?.phase === 'uploading' ? strings.waitsForFiles : '') ||
      (isNearlyFull ? strings.charactersLeft(limits.maxTextLength - input.length) : '');
    return html`<span id="hint" class="hint ${reason ? 'wrong' : ''}" role="status">${text}</span>`;
  }

  /** One button for both acts, so that the focus stays on it when sending turns into stopping. */
  #renderSend(conversation: Conversation | undefined): TemplateResult {
    const { send, stop } = this.#words.strings;
    const isRunning = isBusy(conversation);
    const isBlocked = !isRunning && sendBlocker(conversation, this.#words.strings) !== undefined;
    const label = isRunning ? stop : send;
    return html`<button
      class="button primary act"
      part="send"
      type="submit"
      aria-label=${label}
      title=${label}
      aria-disabled=${isBlocked ? 'true' : nothing}
    >
      ${isRunning ? icons.stop : icons.send}
    </button>`;
  }

  #handleOrder(event: Event): void {
    this.order?.handleEvent(event);
  }

  async #loadOrder(): Promise<void> {
    const { AttachmentOrder } = await import('./attachment-order.ts');
    this.order ??= new AttachmentOrder(this, this.#chat);
  }

  #send(): void {
    const { conversation } = this.#chat;
    if (!conversation || isBusy(conversation) || sendBlocker(conversation, this.#words.strings)) return;
    const { input, attachments } = conversation;
    if (!this.dispatchEvent(new AssistantSendEvent(input, attachments))) return;
    this.#rejections.clear();
    void conversation.send();
  }

  #handleDismiss(rejection: FileRejection): void {
    this.#rejections.dismiss(rejection);
    this.focus();
  }

  #handleRemove(id: string): void {
    this.#chat.conversation?.removeAttachment(id);
    this.focus();
  }

  #handleAttach(): void {
    this.picker.click();
  }

  #handlePicked(): void {
    this.#rejections.clear();
    this.#chat.conversation?.attach(this.picker.files ?? []);
    // The same file can be chosen again after it was removed.
    this.picker.value = '';
    this.focus();
  }

  #handleInput(): void {
    if (this.#chat.conversation) this.#chat.conversation.input = this.box.value;
  }

  /** An Enter that picks a candidate of an input method must not send; Safari ends the composition before it tells of the key, hence 229. */
  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const { conversation } = this.#chat;
    if (isBusy(conversation)) void conversation?.stop();
    else this.#send();
    this.focus();
  }

  /** The whole box is the text box to a person who clicks beside it. */
  #handlePointerDown(event: PointerEvent): void {
    if (event.target !== event.currentTarget && !(event.target as Element).matches('.bar, .hint')) return;
    event.preventDefault();
    this.focus();
  }
}

function isBusy(conversation: Conversation | undefined): boolean {
  return conversation?.status === 'submitted' || conversation?.status === 'streaming';
}

if (!customElements.get('chat-composer')) customElements.define('chat-composer', ChatComposer);

declare global {
  interface HTMLElementTagNameMap {
    'chat-composer': ChatComposer;
  }
}
