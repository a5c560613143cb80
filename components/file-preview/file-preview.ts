import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { WireError } from '../../protocol/index.ts';
import { toWireError } from '../conversation/transport/transport-error.ts';
import { extensionOf } from '../file-attachment/file-kind.ts';
import { localeOf } from '../locale-of.ts';
import { formatBytes, StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { DownloadLink } from './download-link.ts';
import { styles } from './file-preview.styles.ts';
import type { SoughtPassage } from './find-passage.ts';
import { loadView } from './load-view.ts';
import { previewWords, type PreviewStrings } from './preview-strings.ts';
import { readContent, type Content, type PreviewedFile } from './read-content.ts';

/** The largest file that is read for a preview, in bytes. */
export const previewLimit = 32 * 1024 * 1024;

type State =
  | { readonly is: 'loading'; readonly share?: number }
  | { readonly is: 'failed'; readonly error: WireError }
  | { readonly is: 'ready'; readonly content: Content };

/**
 * Shows a file: pictures with zoom, tables that sort, JSON as a tree, text and code with line numbers, Markdown as it is meant.
 * Nothing in a file ever runs. What cannot be shown is said, and can be downloaded. As high as the page makes it.
 *
 * @fires passages-placed - The `passages` have been looked for; `states` tells which are there.
 * @csspart state - What is said in the place of a file.
 * @csspart note - What is said about a file that is shown.
 */
export class FilePreview extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** The file: where it is, or its bytes. */
  @property({ attribute: false }) file: PreviewedFile | File | null = null;

  /** Passages of it that are lit. */
  @property({ attribute: false }) passages: readonly SoughtPassage[] = [];

  /** Which of them is scrolled to. */
  @property({ type: Number }) current = 0;

  @state() private state: State = { is: 'loading' };

  readonly #words = new StringsController(this);
  readonly #download = new DownloadLink(this);
  #reading: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.state.is === 'loading') void this.#read();
  }

  /** Moving the element is not leaving. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#reading?.abort();
    });
  }

  override willUpdate(changes: PropertyValues<this>): void {
    const before = changes.get('passages') ?? this.passages;
    const seeksNow = before.length > 0 !== this.passages.length > 0;
    if (changes.has('file') || (changes.has('passages') && seeksNow)) void this.#read();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.file) return nothing;
    const words = previewWords(this.#words.strings);
    const { state } = this;
    if (state.is === 'loading') return this.#renderLoading(state.share, words);
    if (state.is === 'failed') return this.#renderFailure(state.error, words);
    const { content } = state;
    if (content.kind === 'nothing') {
      return html`<div class="state" part="state">
        <p>${words[content.reason]}</p>
        ${content.reason === 'empty' ? nothing : this.#download.render(this.file, words.download)}
      </div>`;
    }
    return html`${content.note ? html`<p class="note" part="note">${words[content.note]}</p>` : nothing}
      <div class="view">${this.#renderView(content)}</div>`;
  }

  #renderLoading(share: number | undefined, words: PreviewStrings): TemplateResult {
    return html`<div class="state" part="state">
      <p role="status"><span class="spinner"></span>${words.loading}</p>
      <progress max="1" .value=${share ?? 0} aria-label=${words.loading} ?hidden=${share === undefined}></progress>
    </div>`;
  }

  #renderFailure(error: WireError, words: PreviewStrings): TemplateResult {
    const sentences: Record<string, string> = {
      file_too_large: words.tooLarge(formatBytes(previewLimit, localeOf(this))),
      broken_image: words.brokenImage,
      broken_pdf: words.brokenPdf,
    };
    const sentence = sentences[error.code] ?? this.#words.strings.errorText(error);
    return html`<div class="state" part="state" role="alert">
      ${icons.warning}
      <p>${sentence}</p>
      ${
        error.retryable
          ? html`<button type="button" class="button" @click=${this.#read}>${words.retry}</button>`
          : nothing
      }
      ${this.file ? this.#download.render(this.file, words.download) : nothing}
    </div>`;
  }

  #renderView(content: Exclude<Content, { kind: 'nothing' }>): TemplateResult {
    const { passages, current } = this;
    const label = this.#name;
    switch (content.kind) {
      case 'image':
        return html`<preview-image .blob=${content.blob} label=${label} @error=${this.#handleBroken}></preview-image>`;
      case 'pdf':
        return html`<preview-pdf
          .bytes=${content.bytes}
          label=${label}
          .passages=${passages}
          .current=${current}
          @error=${this.#handleBroken}
        ></preview-pdf>`;
      case 'table':
        return html`<preview-table
          .text=${content.text}
          label=${label}
          .passages=${passages}
          .current=${current}
        ></preview-table>`;
      case 'json':
        return html`<preview-json .value=${content.value} label=${label}></preview-json>`;
      case 'markdown':
        return html`<preview-markdown
          .text=${content.text}
          label=${label}
          .passages=${passages}
          .current=${current}
        ></preview-markdown>`;
      case 'text':
      case 'code':
        return html`<preview-text
          .text=${content.text}
          label=${label}
          ?code=${content.kind === 'code'}
          language=${extensionOf(label)}
          .passages=${passages}
          .current=${current}
        ></preview-text>`;
    }
  }

  get #name(): string {
    return this.file instanceof File ? this.file.name : (this.file?.filename ?? '');
  }

  readonly #read = async (): Promise<void> => {
    this.#reading?.abort();
    const reading = new AbortController();
    const { signal } = reading;
    const { file } = this;
    this.#reading = reading;
    this.state = { is: 'loading' };
    if (!file) return;
    const report = (share: number): void => {
      if (!signal.aborted) this.state = { is: 'loading', share };
    };
    try {
      const seeksPassages = this.passages.length > 0;
      const content = await readContent(file, { signal, limit: previewLimit, report, seeksPassages });
      await loadView(content.kind);
      if (!signal.aborted) this.state = { is: 'ready', content };
    } catch (error) {
      if (!signal.aborted) this.state = { is: 'failed', error: toWireError(error) };
    }
  };

  #handleBroken({ currentTarget }: Event): void {
    const code = (currentTarget as Element).localName === 'preview-pdf' ? 'broken_pdf' : 'broken_image';
    this.state = { is: 'failed', error: { code, message: '', retryable: false } };
  }
}

if (!customElements.get('file-preview')) customElements.define('file-preview', FilePreview);

declare global {
  interface HTMLElementTagNameMap {
    'file-preview': FilePreview;
  }
}
