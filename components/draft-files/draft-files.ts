import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ConversationController, type Attachment } from '../conversation/index.ts';
import '../file-attachment/file-attachment.ts';
import { StringsController } from '../strings.ts';
import { host } from '../styles/host.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './draft-files.styles.ts';
import { FileOrder } from './file-order.ts';

/**
 * The files of the draft: how far each is, and what can be done with it. Loaded with the first one.
 */
export class DraftFiles extends LitElement {
  static override styles = [tokens, host, styles];

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['attachments']);
  readonly #order = new FileOrder(this, this.#chat);

  override render(): TemplateResult {
    const { attachedFiles, moveFilesHint, fileMoved } = this.#words.strings;
    const files = this.#chat.conversation?.attachments ?? [];
    const isMovable = files.length > 1;
    const moved = files.find(({ id }) => id === this.#order.moved);
    return html`<ul aria-label=${attachedFiles} aria-describedby=${isMovable ? 'order' : nothing}>
        ${repeat(
          files,
          ({ id }) => id,
          (file) => this.#renderFile(file, isMovable),
        )}
      </ul>
      <span id="order" hidden>${moveFilesHint}</span>
      <span class="visually-hidden" role="status"
        >${moved ? fileMoved(moved.file.name, files.indexOf(moved) + 1, files.length) : nothing}</span
      >`;
  }

  #renderFile({ id, file, status, sentBytes, error, ref }: Attachment, isMovable: boolean): TemplateResult {
    const state = id === this.#order.lifted ? 'lifted' : '';
    return html`<li
      class="${isMovable ? 'movable' : ''} ${state}"
      data-id=${id}
      aria-keyshortcuts=${isMovable ? 'Alt+ArrowLeft Alt+ArrowRight' : nothing}
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
        @assistant-file-remove=${() => this.#chat.conversation?.removeAttachment(id)}
        @assistant-file-retry=${() => this.#chat.conversation?.retryAttachment(id)}
      ></file-attachment>
    </li>`;
  }
}

if (!customElements.get('draft-files')) customElements.define('draft-files', DraftFiles);

declare global {
  interface HTMLElementTagNameMap {
    'draft-files': DraftFiles;
  }
}
