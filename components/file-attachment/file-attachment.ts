import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { AssistantFileRemoveEvent, AssistantFileRenewEvent, AssistantFileRetryEvent } from '../events.ts';
import { localeOf } from '../locale-of.ts';
import { formatBytes } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { WordsController } from '../words-controller.ts';
import type { AttachedFile } from './attached-file.ts';
import { styles } from './file-attachment.styles.ts';
import { fileIcons } from './file-icons.ts';
import { extensionOf, fileKind, type FileKind } from './file-kind.ts';
import { fileWords } from './file-strings.ts';
import { filenameText } from './filename-text.ts';
import { isGone } from './is-gone.ts';
import { lastingUrl, renewPicture } from './lasting-url.ts';
import { ObjectUrl } from './object-url.ts';
import { isPlainClick, openFile as openInViewer } from './open-file.ts';
import { safeUrl } from './safe-url.ts';

/**
 * A file: its name, kind, size and state, and what can be done with it: a click shows it, another downloads it. Works without
 * a chat, by `file` or by attributes.
 *
 * @fires assistant-file-open - The person opens the file; canceling leaves it to the page.
 * @fires assistant-file-remove - The person takes the file away; the element stays until its owner removes it.
 * @fires assistant-file-renew - The person wants a file that is gone to be made again.
 * @fires assistant-file-retry - The person wants a failed file to be tried again.
 * @csspart chip - The card.
 * @csspart link - What opens the file.
 * @csspart picture - The picture, with `preview`.
 * @csspart progress - The bar of an upload.
 */
export class FileAttachment extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** The file; where it is silent, the attributes speak. */
  @property({ attribute: false }) file: AttachedFile | null = null;

  /** Its name, with extension. */
  @property() filename = '';

  /** As a server calls its kind: `text/csv`. */
  @property({ attribute: 'media-type' }) mediaType = '';

  /** Size in bytes. */
  @property({ type: Number }) bytes: number | null = null;

  /** Where the bytes are. */
  @property() href = '';

  /** How far it is. */
  @property() status: 'uploading' | 'processing' | 'ready' | 'failed' = 'ready';

  /** How much of an upload has left the machine, from 0 to 1. */
  @property({ type: Number }) progress: number | null = null;

  /** Why it failed, in words for a person. */
  @property() error = '';

  /** Its text can be searched. */
  @property({ type: Boolean }) indexed = false;

  /** The bytes where the page holds them, for a picture before there is an address. */
  @property({ attribute: false }) blob: Blob | undefined;

  /** Shows a picture whole rather than as a chip. */
  @property({ type: Boolean }) preview = false;

  /** Offers to take the file away. */
  @property({ type: Boolean }) removable = false;

  /** Offers to try a failed file again. */
  @property({ type: Boolean }) retryable = false;

  /** Offers to have a file made again that is gone. */
  @property({ type: Boolean }) renewable = false;

  /** The address whose bytes are nowhere any more, as its server says. */
  @state() private goneUrl: string | undefined;

  /** The address whose picture could not be shown. */
  @state() private brokenUrl: string | undefined;

  readonly #words = new WordsController(this, fileWords);
  readonly #local = new ObjectUrl(this);

  override render(): TemplateResult {
    const file = this.#facts();
    const kind = fileKind(file.filename, file.mediaType);
    const address = file.isGone ? undefined : safeUrl(file.url);
    const ofBlob = this.preview ? this.#local.of(this.blob) : this.#local.ofThumbnail(this.blob);
    const pictureUrl = kind === 'image' && file.status !== 'failed' ? (this.blob ? ofBlob : address) : undefined;
    const picture = pictureUrl === this.brokenUrl ? undefined : pictureUrl;
    if (this.preview && picture && file.status === 'ready') return this.#renderPicture(file, picture, address);
    return this.#renderChip(file, kind, picture, address);
  }

  #renderPicture(file: Facts, picture: string, address: string | undefined): TemplateResult {
    const { openFile } = this.#words.strings;
    const image = html`<img src=${picture} alt=${file.filename} decoding="async" @error=${this.#handleImageError} />`;
    return html`<figure>
      ${
        address
          ? html`<a
              class="picture"
              part="picture"
              href=${lastingUrl(address)}
              target="_blank"
              rel="noopener"
              title=${openFile(file.filename)}
              @click=${this.#handleOpen}
              >${image}</a
            >`
          : html`<span class="picture" part="picture">${image}</span>`
      }
      <figcaption>
        ${filenameText(file.filename)}
        <span class="detail"><bdi>${this.#size(file)}</bdi></span>
        ${address ? this.#renderDownload(file, address) : nothing}
      </figcaption>
    </figure>`;
  }

  #renderChip(file: Facts, kind: FileKind, picture: string | undefined, address: string | undefined): TemplateResult {
    const { removeFile, renewFile, retryFile, uploadProgress } = this.#words.strings;
    const isReady = file.status === 'ready';
    const words = html`${this.#renderTile(file, kind, picture)}
      <span class="words"
        >${filenameText(file.filename)} <span class="detail"><bdi>${this.#detail(file)}</bdi></span></span
      >`;
    return html`<div class="chip ${file.status}" part="chip" role="group" aria-label=${file.filename}>
      ${isReady ? this.#renderOpen(file, address, words) : html`<span class="main">${words}</span>`}
      <span class="actions">
        ${address && isReady ? this.#renderDownload(file, address) : nothing}
        ${
          this.renewable && file.isGone
            ? html`<button class="button small" @click=${this.#handleRenew}>${renewFile}</button>`
            : nothing
        }
        ${
          this.retryable && file.status === 'failed'
            ? this.#renderButton(retryFile(file.filename), icons.retry, this.#handleRetry)
            : nothing
        }
        ${this.removable ? this.#renderButton(removeFile(file.filename), icons.close, this.#handleRemove) : nothing}
      </span>
      ${
        file.status === 'uploading'
          ? html`<progress
              part="progress"
              max="1"
              value=${this.progress ?? 0}
              aria-label=${uploadProgress(file.filename)}
            ></progress>`
          : nothing
      }
    </div>`;
  }

  /** A link, so that a browser offers with it what it offers with links; a button for bytes that have no address yet. */
  #renderOpen(file: Facts, address: string | undefined, words: TemplateResult): TemplateResult {
    const label = this.#words.strings.openFile(file.filename, this.#detail(file));
    if (address) {
      return html`<a
        class="main"
        part="link"
        href=${lastingUrl(address)}
        download=${file.filename}
        aria-label=${label}
        @click=${this.#handleOpen}
        >${words}</a
      >`;
    }
    if (!this.blob || file.isGone) return html`<span class="main">${words}</span>`;
    return html`<button type="button" class="main" part="link" aria-label=${label} @click=${this.#handleOpen}>
      ${words}
    </button>`;
  }

  #renderTile(file: Facts, kind: FileKind, picture: string | undefined): TemplateResult {
    const isBusy = file.status === 'uploading' || file.status === 'processing';
    const drawing = picture
      ? html`<img src=${picture} alt="" decoding="async" @error=${this.#handleImageError} />`
      : isBusy
        ? html`<span class="spinner"></span>`
        : file.status === 'failed'
          ? icons.warning
          : fileIcons[kind];
    return html`<span class="tile ${kind}" aria-hidden="true">${drawing}</span>`;
  }

  #renderDownload(file: Facts, address: string): TemplateResult {
    const label = this.#words.strings.downloadFile(file.filename);
    return html`<a
      class="button bare small"
      href=${lastingUrl(address)}
      download=${file.filename}
      aria-label=${label}
      title=${label}
      @click=${this.#lookWhether}
      >${icons.download}</a
    >`;
  }

  #renderButton(label: string, icon: TemplateResult, handleClick: () => void): TemplateResult {
    return html`<button class="button bare small" aria-label=${label} title=${label} @click=${handleClick}>
      ${icon}
    </button>`;
  }

  #facts(): Facts {
    const { filename, mediaType, bytes, url, status, indexed, error, gone, expiresAt } =
      this.file ?? ({} as Partial<AttachedFile>);
    const address = url ?? this.href;
    const isGone =
      gone === true || (expiresAt ?? Infinity) < Date.now() || (address !== '' && address === this.goneUrl);
    return {
      filename: filename ?? this.filename,
      mediaType: mediaType ?? this.mediaType,
      bytes: bytes ?? this.bytes,
      url: address,
      // Nothing went wrong with a file that time has taken.
      status: isGone ? 'ready' : (status ?? this.status),
      isIndexed: indexed ?? this.indexed,
      error: error ?? this.error,
      isGone,
    };
  }

  #detail(file: Facts): string {
    const { fileUploading, fileProcessing, fileIndexed, fileFailed, fileExpired } = this.#words.strings;
    if (file.isGone) return fileExpired;
    if (file.status === 'uploading') return fileUploading(this.progress ?? 0);
    if (file.status === 'processing') return fileProcessing;
    if (file.error) return file.error;
    if (file.status === 'failed') return fileFailed;
    const kind = extensionOf(file.filename).toUpperCase() || this.#words.strings.file;
    return [kind, this.#size(file), file.isIndexed ? fileIndexed : ''].filter(Boolean).join(' · ');
  }

  #size(file: Facts): string {
    return file.bytes === null ? '' : formatBytes(file.bytes, localeOf(this));
  }

  #handleImageError(event: Event): void {
    if (renewPicture(event)) return;
    this.brokenUrl = (event.currentTarget as HTMLImageElement).getAttribute('src')?.replace(/\?renew$/, '');
    void this.#lookWhether();
  }

  /** A download that fails says nothing to the page, nor does a picture: asks whether the bytes are there. */
  readonly #lookWhether = async (): Promise<void> => {
    const { url } = this.#facts();
    if (!this.blob && (await isGone(url))) this.goneUrl = url;
  };

  #handleOpen(event: MouseEvent): void {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    const { filename, mediaType, bytes, url, status } = this.#facts();
    const address = safeUrl(url);
    void this.#lookWhether();
    void openInViewer(this, { filename, mediaType, bytes, status, ...(address && { url: address }) }, this.blob);
  }

  #handleRenew(): void {
    this.dispatchEvent(new AssistantFileRenewEvent(this.file ?? this.#facts()));
  }

  #handleRetry(): void {
    this.dispatchEvent(new AssistantFileRetryEvent());
  }

  #handleRemove(): void {
    this.dispatchEvent(new AssistantFileRemoveEvent());
  }
}

interface Facts {
  filename: string;
  mediaType: string;
  bytes: number | null;
  url: string;
  status: NonNullable<AttachedFile['status']>;
  isIndexed: boolean;
  error: string;
  isGone: boolean;
}

if (!customElements.get('file-attachment')) customElements.define('file-attachment', FileAttachment);

declare global {
  interface HTMLElementTagNameMap {
    'file-attachment': FileAttachment;
  }
}
