import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ConversationController, type Conversation } from '../conversation/index.ts';
import { AssistantSendEvent } from '../events.ts';
import { isAccepted } from '../conversation/files/file-limits.ts';
import { loadDraftFiles } from '../draft-files/load-draft-files.ts';
import { pickedFiles } from '../file-dropzone/picked-files.ts';
import type { RejectionsDismissEvent } from '../file-rejections/file-rejections.ts';
import { loadFileRejections } from '../file-rejections/load-file-rejections.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { AutoGrow } from './auto-grow.ts';
import { styles } from './chat-composer.styles.ts';
import { LastRejections } from './last-rejections.ts';
import { sendBlocker } from './send-blocker.ts';

/** The counter appears when a tenth of the room is left. */
const nearlyFull = 0.9;

/**
 * Where a person writes: the draft of the conversation around it, its files, and the one button that sends or stops.
 *
 * @fires assistant-send - The person sends; canceling keeps the draft.
 * @fires assistant-file-open - The person opens a file of the draft; canceling leaves it to the page.
 * @slot actions - More controls beside the attach button.
 * @csspart form - The box.
 * @csspart input - The text box.
 * @csspart attach - The button that opens the file picker.
 * @csspart folder - The one that picks a folder, where a mouse is.
 * @csspart camera - The one that takes a photo, where a finger is.
 * @csspart send - The button that sends, or stops the answer.
 */
export class ChatComposer extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, host, controls, styles];

  /** The text of the empty box. */
  @property() placeholder = '';

  @query('textarea') private readonly box!: HTMLTextAreaElement;

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['status', 'input', 'attachments', 'activity', 'config']);
  readonly #rejections = new LastRejections(this, this.#chat);

  constructor() {
    super();
    void new AutoGrow(this);
  }

  /** Puts the cursor into the box. */
  override focus(options?: FocusOptions): void {
    this.box?.focus(options);
  }

  override render(): TemplateResult {
    const strings = this.#words.strings;
    const { conversation } = this.#chat;
    return html`
      ${this.#renderRejections()}
      <form part="form" @submit=${this.#handleSubmit} @pointerdown=${this.#handlePointerDown}>
        ${this.#renderFiles(conversation)}
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
    const { list } = this.#rejections;
    if (list.length > 0) loadFileRejections();
    return html`<div role="alert">
      ${
        list.length > 0
          ? html`<file-rejections
              dismissible
              .rejections=${list}
              @rejections-dismiss=${this.#handleDismiss}
            ></file-rejections>`
          : nothing
      }
    </div>`;
  }

  #renderFiles(conversation: Conversation | undefined): TemplateResult | typeof nothing {
    const files = conversation?.attachments ?? [];
    if (files.length === 0) return nothing;
    loadDraftFiles();
    return html`<draft-files @assistant-file-remove=${this.#handleRemove}
      >${files.map(({ file }) => file.name).join(', ')}</draft-files
    >`;
  }

  #renderAttach(conversation: Conversation | undefined): TemplateResult | typeof nothing {
    if (!conversation || conversation.config?.capabilities.uploads === false) return nothing;
    const { attach, attachFolder, takePhoto } = this.#words.strings;
    const { accept, maxFiles } = conversation.limits;
    const takesPhotos = isAccepted({ name: 'photo.jpg', type: 'image/jpeg' }, accept);
    return html`${this.#renderPicker('attach', attach, icons.attach)}
      <input type="file" hidden accept=${accept || nothing} ?multiple=${maxFiles !== 1} @change=${this.#handlePicked} />
      ${
        takesPhotos
          ? html`${this.#renderPicker('camera', takePhoto, icons.camera)}
              <input type="file" hidden accept="image/*" capture="environment" @change=${this.#handlePicked} />`
          : nothing
      }
      ${
        maxFiles === 1
          ? nothing
          : html`${this.#renderPicker('folder', attachFolder, icons.folder)}
              <input type="file" hidden webkitdirectory multiple @change=${this.#handlePicked} />`
      }`;
  }

  /** A button that opens the picker behind it. */
  #renderPicker(part: string, label: string, icon: TemplateResult): TemplateResult {
    return html`<button
      class="button bare ${part}"
      part=${part}
      type="button"
      aria-label=${label}
      title=${label}
      @click=${this.#handleAttach}
    >
      ${icon}
    </button>`;
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

  #send(): void {
    const { conversation } = this.#chat;
    if (!conversation || isBusy(conversation) || sendBlocker(conversation, this.#words.strings)) return;
    const { input, attachments } = conversation;
    if (!this.dispatchEvent(new AssistantSendEvent(input, attachments))) return;
    this.#rejections.clear();
    void conversation.send();
  }

  #handleDismiss({ rejections }: RejectionsDismissEvent): void {
    this.#rejections.dismiss(rejections);
    this.focus();
  }

  #handleRemove(): void {
    this.focus();
  }

  #handleAttach({ currentTarget }: Event): void {
    ((currentTarget as Element).nextElementSibling as HTMLInputElement).click();
  }

  #handlePicked({ currentTarget }: Event): void {
    this.#chat.conversation?.attach(pickedFiles(currentTarget as HTMLInputElement));
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
