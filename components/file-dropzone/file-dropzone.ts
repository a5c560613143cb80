import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConversationController } from '../conversation/conversation-controller.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { mayBeAccepted, type FileLimits } from '../conversation/files/file-limits.ts';
import { loadFileAttachment } from '../file-attachment/load-file-attachment.ts';
import { loadFileRejections } from '../file-rejections/load-file-rejections.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { DropController } from './drop-controller.ts';
import { droppedFiles } from './dropped-files.ts';
import { styles } from './file-dropzone.styles.ts';
import { KeptFiles } from './kept-files.ts';
import { pastedFiles } from './pasted-files.ts';
import { pickedFiles } from './picked-files.ts';

/**
 * Makes whatever it holds a place for files: dropped, also as folders, pasted, or picked. Inside a chat it hands them to the
 * conversation. Alone it keeps them, lists them, and submits them with the form around it.
 *
 * @fires assistant-file-accept - A file is about to be taken; canceling refuses it.
 * @fires assistant-file-accepted - A file has been taken.
 * @fires assistant-file-rejected - A file has not been taken; `reason` says why.
 * @fires change - The files of the form field are others.
 * @slot - What becomes the place.
 * @slot button - In place of the button that opens the picker; only where there is no chat.
 * @csspart overlay - What is shown while files are dragged over it.
 * @csspart button - The button that opens the picker.
 * @csspart files - The list of files.
 * @csspart rejections - Why files were not taken.
 */
export class FileDropzone extends LitElement {
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, host, controls, styles];

  /** Which files are taken, as in `<input accept>`; empty for all. */
  @property() accept = '';

  /** Most files it keeps. */
  @property({ type: Number, attribute: 'max-files' }) maxFiles: number | null = null;

  /** Largest file, in bytes. */
  @property({ type: Number, attribute: 'max-file-size' }) maxFileSize: number | null = null;

  /** Under which the files are submitted with the form. */
  @property({ reflect: true }) name = '';

  /** Takes no files; those it has are not submitted. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** The form cannot be submitted without a file. */
  @property({ type: Boolean }) required = false;

  /** Takes a picture with the phone's camera: `user` for the one in front, `environment` for the other. */
  @property() capture: 'user' | 'environment' | '' = '';

  /** The picker picks a whole folder. */
  @property({ type: Boolean }) directory = false;

  @query('input') private readonly picker!: HTMLInputElement;
  @query('slot[name=button]') private readonly button!: HTMLSlotElement | null;

  @state() private isFormDisabled = false;

  readonly #internals = this.attachInternals();
  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['attachments', 'config']);
  readonly #drop = new DropController(this, {
    accepts: (data) => this.#accepts(data),
    onDrop: (data) => void this.#take(data),
    onChange: (drag) => {
      this.toggleAttribute('dragover', drag !== 'none');
      this.toggleAttribute('dragover-valid', drag === 'valid');
    },
  });
  readonly #kept = new KeptFiles(this, {
    limits: () => this.#limits(),
    onChange: () => {
      this.#tellForm();
      this.requestUpdate();
    },
  });

  constructor() {
    super();
    this.addEventListener('paste', this.#handlePaste);
    this.addEventListener('click', this.#handleLabel);
  }

  /** The files it keeps where there is no chat. */
  get files(): readonly File[] {
    return this.#kept.files;
  }

  /** The form that submits them. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** What the form's check says of it. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** Why it is not valid, in words for the person; empty when it is. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** Whether the form checks it. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Whether it is valid; where not, an `invalid` event tells. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** The same, and the browser tells the person. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Takes files: the one way in for drop, paste and picker. Events tell which were taken, and why others were not. */
  attach(files: Iterable<File>): void {
    const { conversation } = this.#chat;
    if (conversation) conversation.attach(files);
    else this.#kept.add(files);
  }

  /** Opens the picker; browsers allow that only while they handle a person's click or key. */
  pick(): void {
    this.picker.click();
  }

  /** Takes a file away again. */
  detach(file: File): void {
    this.#kept.remove(file);
  }

  formResetCallback(): void {
    this.#kept.reset();
  }

  /** The browser brings back what was there before the person left the page. */
  formStateRestoreCallback(state: File | string | FormData | null): void {
    const entries = state instanceof FormData ? [...state.values()] : [];
    this.#kept.reset(entries.filter((entry) => entry instanceof File));
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.isFormDisabled = isDisabled;
  }

  override updated(): void {
    this.#internals.role = this.#chat.conversation ? null : 'group';
    this.#tellForm();
  }

  override render(): TemplateResult {
    const { conversation } = this.#chat;
    const { accept, maxFiles } = this.#limits();
    const { dropFiles, dropRefused } = this.#words.strings;
    return html`
      <slot></slot>
      ${conversation ? nothing : this.#renderOwn()}
      <input
        type="file"
        hidden
        tabindex="-1"
        accept=${accept || nothing}
        capture=${this.capture || nothing}
        ?webkitdirectory=${this.directory}
        ?multiple=${maxFiles !== 1}
        @change=${this.#handlePicked}
      />
      <div class="overlay" part="overlay" aria-hidden="true">
        ${this.#drop.state === 'invalid' ? dropRefused : dropFiles}
      </div>
    `;
  }

  #renderOwn(): TemplateResult {
    const { chooseFiles, attachedFiles, filesChosen } = this.#words.strings;
    const names = this.files.map(({ name }) => name);
    const { rejections } = this.#kept;
    if (names.length > 0) loadFileAttachment();
    if (rejections.length > 0) loadFileRejections();
    return html`<div class="own">
      <slot name="button" @click=${this.#handleClick}>
        <button class="button" part="button" type="button" ?disabled=${this.#isDisabled}>
          ${chooseFiles(this.maxFiles !== 1)}
        </button>
      </slot>
      <ul part="files" aria-label=${attachedFiles} ?hidden=${names.length === 0}>
        ${repeat(
          this.files,
          (file) => file,
          (file) =>
            html`<li>
              <file-attachment
                ?removable=${!this.#isDisabled}
                filename=${file.name}
                media-type=${file.type}
                .bytes=${file.size}
                .blob=${file}
                @assistant-file-remove=${() => this.#handleRemove(file)}
                >${file.name}</file-attachment
              >
            </li>`,
        )}
      </ul>
      <div part="rejections" role="alert">
        ${rejections.length > 0 ? html`<file-rejections .rejections=${rejections}></file-rejections>` : nothing}
      </div>
      <span class="visually-hidden" role="status">${names.length > 0 ? filesChosen(names) : nothing}</span>
    </div>`;
  }

  get #isDisabled(): boolean {
    const uploads = this.#chat.conversation?.config?.capabilities.uploads;
    return this.disabled || this.isFormDisabled || uploads === false;
  }

  #tellForm(): void {
    this.#internals.setFormValue(this.#kept.formValue(this.name));
    const isMissing = this.required && this.files.length === 0 && !this.#chat.conversation;
    const message = isMissing ? this.#words.strings.fileRequired : '';
    this.#internals.setValidity(isMissing ? { valueMissing: true } : {}, message, this.#anchor());
  }

  #limits(conversation: Conversation | undefined = this.#chat.conversation): FileLimits {
    if (conversation) return conversation.limits;
    return {
      accept: this.accept,
      maxFiles: this.maxFiles ?? Infinity,
      maxFileBytes: this.maxFileSize ?? Infinity,
    };
  }

  #accepts({ items }: DataTransfer): boolean {
    if (this.#isDisabled) return false;
    const { accept } = this.#limits();
    const files = [...items].filter(({ kind }) => kind === 'file');
    // Safari does not tell what is dragged before it is dropped.
    return files.length === 0 || files.some(({ type }) => mayBeAccepted(type, accept));
  }

  async #take(data: DataTransfer): Promise<void> {
    this.attach(await droppedFiles(data));
  }

  #anchor(): HTMLElement | undefined {
    const own = this.button?.querySelector('button') ?? undefined;
    return (this.button?.assignedElements()[0] as HTMLElement | undefined) ?? own;
  }

  #handleClick(): void {
    if (!this.#isDisabled) this.pick();
  }

  #handlePicked(): void {
    this.attach(pickedFiles(this.picker));
  }

  #handleRemove(file: File): void {
    this.detach(file);
    this.dispatchEvent(new Event('change', { bubbles: true }));
    this.#anchor()?.focus();
  }

  /** A click on the field's label is one on the field itself. */
  readonly #handleLabel = (event: MouseEvent): void => {
    if (event.composedPath()[0] === this && !this.#chat.conversation) this.#handleClick();
  };

  readonly #handlePaste = (event: ClipboardEvent): void => {
    const files = pastedFiles(event.clipboardData);
    if (event.defaultPrevented || this.#isDisabled || files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  };
}

if (!customElements.get('file-dropzone')) customElements.define('file-dropzone', FileDropzone);

declare global {
  interface HTMLElementTagNameMap {
    'file-dropzone': FileDropzone;
  }
}
