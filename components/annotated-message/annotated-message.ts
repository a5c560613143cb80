import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { isFileDataPart, isRunOver, isTextPart, type OutputFile, type UIMessage } from '../../protocol/index.ts';
import { CopyController, copyIcon, copyStatus } from '../copy-controller.ts';
import { proseStyles } from '../markdown/styles/prose.styles.ts';
import type { Strings } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { withWords, WordsController } from '../words-controller.ts';
import { styles } from './annotated-message.styles.ts';
import { hasSources } from './has-sources.ts';
import { LateParts } from './late-parts.ts';
import { loadElements } from './load-elements.ts';
import { richSheet } from './load-rich.ts';
import { loadedSources } from './load-sources.ts';
import { messageBlocks, type MessageBlock } from './message-blocks.ts';
import type { MessageSources } from './message-sources.ts';
import { messageStrings, type MessageStrings } from './message-strings.ts';
import { MessageTexts } from './message-texts.ts';
import { sameOr } from './same-or.ts';
import { SilentGrowth } from './silent-growth.ts';

const nothingSaid: UIMessage = { id: '', role: 'assistant', parts: [] };

/**
 * A message of an assistant whose every claim points to the passage it rests on: markdown, steps and files in the order they
 * came, cited words lit, a marker behind each, and the sources below. Works alone, with any `UIMessage` of the AI SDK.
 *
 * `CSS.highlights` holds the cited words as `assistant-citation`, and those somebody points at as `assistant-citation-active`.
 * The keys `n` and `p` move between markers while the focus is inside.
 *
 * @fires assistant-citation-open - A person opens a source; canceling leaves it to the page.
 * @fires assistant-file-open - A person opens a file of the message; canceling leaves it to the page.
 * @fires assistant-file-renew - A person wants a file that is gone to be made again.
 * @fires assistant-approve - A person says whether a tool may run.
 * @slot actions - Further controls beside Copy.
 * @slot <toolCallId> - What a page draws itself for the call of a tool, after its step.
 * @csspart marker - The numbered button behind cited words.
 * @csspart sources - The list of sources.
 * @csspart label - What says that a text is a refusal, or what language code is in.
 * @csspart actions - The row of controls below the message.
 */
export class AnnotatedMessage extends LitElement {
  static override styles = [tokens, host, controls, unsafeCSS(proseStyles), richSheet, styles];

  /** The message. Assign a new object to let it grow; text that has only been added to is not drawn again. */
  @property({ attribute: false }) message: UIMessage | null = null;

  /** More of the message is coming. Known by itself where the message tells the state of its run or of its texts. */
  @property({ type: Boolean }) running = false;

  /** Hosts whose images load by themselves, divided by spaces; others wait for a click, for an address can carry away secrets. */
  @property({ attribute: 'image-hosts' }) imageHosts = '';

  /** Leaves the controls below the message to the page. */
  @property({ type: Boolean, attribute: 'without-actions' }) withoutActions = false;

  /** Words that differ from those of the chat and the page around. */
  @property({ attribute: false }) strings: Partial<Strings> = {};

  readonly #pageWords = new WordsController(this, messageStrings);
  readonly #texts = new MessageTexts();
  readonly #growth = new SilentGrowth(this);
  readonly #copying = new CopyController(this);
  readonly #parts = new LateParts(this);
  #shown = nothingSaid;
  #sources: MessageSources | undefined;
  #blocks: readonly MessageBlock[] = [];
  #outputFiles: readonly OutputFile[] = [];
  #givenWords = this.#pageWords.strings;
  #words: MessageStrings = this.#givenWords;

  /** The texts as markdown that stands alone, with citations as footnotes: what Copy copies. */
  toMarkdown(): string {
    if (!this.message) return '';
    return this.#sources?.toMarkdown(this.message) ?? plainMarkdown(this.message);
  }

  /** A message that is there at once waits for all that it needs, or its text would move; one that grows goes on. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const { message } = this;
    const arrival = message ? this.#parts.bring(message) : undefined;
    if (!message || !arrival || isGrowing(message, this.running)) return super.scheduleUpdate();
    return arrival.then(() => this.scheduleUpdate());
  }

  /** An update is complete with what it has asked for. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#parts.arrival;
    return super.getUpdateComplete();
  }

  override willUpdate(changes: PropertyValues<this>): void {
    const isReworded = this.#takeWords(changes);
    if (isReworded) this.#texts.reset();
    const message = this.#growth.read(this.message) ?? nothingSaid;
    const hasNewSources = this.#takeSources(message);
    const hasNews = this.#parts.takeNews();
    if (!isReworded && !hasNewSources && !hasNews && message === this.#shown) return;
    this.#shown = message;
    this.#blocks = messageBlocks(message, this.#blocks);
    this.#outputFiles = sameOr(
      this.#outputFiles,
      message.parts.filter(isFileDataPart).map(({ data }) => data),
    );
    this.#sources?.prepare();
    const options = { strings: this.#words.markdown, allowImage: this.#allowImage };
    this.#texts.update(message, options, this.#parts.lacks('rich'));
    this.#sources?.update(message, this.#words);
    for (const { type } of this.#blocks) if (type !== 'text') loadElements(type);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.message) return nothing;
    return html`<div class="message">
      ${this.#renderBlocks()} ${this.#sources?.renderList()} ${this.#renderLack()} ${this.#renderActions()}
      ${this.#sources?.renderPreview()}
    </div>`;
  }

  /** Each at the place of its first part, which it keeps: one that comes between others moves none of them. */
  #renderBlocks(): TemplateResult[] {
    const rendered: TemplateResult[] = [];
    for (const block of this.#blocks) rendered[block.index] = this.#renderBlock(block);
    return rendered;
  }

  #renderBlock(block: MessageBlock): TemplateResult {
    if (block.type === 'text') {
      const refused = block.parts[0].providerMetadata?.['kit']?.['refusal'];
      return html`${refused ? html`<p part="label" class="refusal">${icons.warning}${this.#words.refusal}</p>` : nothing}
      ${this.#texts.at(block.index)?.element}`;
    }
    if (block.type === 'files') {
      return html`<div class="files">
        ${block.files.map((file) => html`<file-attachment .file=${file} preview renewable>${file.filename}</file-attachment>`)}
      </div>`;
    }
    const running = this.#isRunning && block === this.#blocks.at(-1);
    return html`<run-steps .steps=${block.parts} .files=${this.#outputFiles} ?running=${running}></run-steps>
      ${block.parts.map((step) => (step.type === 'reasoning' ? nothing : html`<slot name=${step.toolCallId}></slot>`))}`;
  }

  #renderLack(): TemplateResult | typeof nothing {
    const { sourcesFailed, formattingFailed, retry } = this.#words;
    const lacksSources = this.#parts.lacks('sources');
    if (!lacksSources && !this.#parts.lacks('rich')) return nothing;
    return html`<p class="lack" role="status">
      ${lacksSources ? sourcesFailed : formattingFailed}
      <button type="button" class="button" @click=${this.#handleRetry}>${retry}</button>
    </p>`;
  }

  #renderActions(): TemplateResult | typeof nothing {
    if (this.withoutActions || this.#isRunning) return nothing;
    const hasText = this.#blocks.some(({ type }) => type === 'text');
    return html`<div part="actions" class="actions">
      ${hasText ? this.#renderCopy() : nothing}<slot name="actions"></slot>
    </div>`;
  }

  #renderCopy(): TemplateResult {
    const { copyMessage } = this.#words;
    const outcome = this.#copying.outcomeOf('');
    return html`<button
        type="button"
        class="button bare small"
        aria-label=${copyMessage}
        title=${copyMessage}
        @click=${this.#handleCopy}
      >
        ${copyIcon(outcome)}
      </button>
      ${copyStatus(outcome, this.#words)}`;
  }

  get #isRunning(): boolean {
    return isGrowing(this.#shown, this.running);
  }

  /** True where words have become others: an element that was only moved is given the same ones anew. */
  #takeWords(changes: PropertyValues<this>): boolean {
    const given = this.#pageWords.strings;
    if (given === this.#givenWords && !changes.has('strings')) return false;
    const before: Record<string, unknown> = this.#words;
    this.#givenWords = given;
    this.#words = withWords(given, this.strings);
    return this.#words !== before && Object.entries(this.#words).some(([key, word]) => before[key] !== word);
  }

  /** True where what shows sources has come since the last update. */
  #takeSources(message: UIMessage): boolean {
    const Sources = this.#sources || !hasSources(message) ? undefined : loadedSources();
    if (!Sources) return false;
    this.#sources = new Sources(this, this.#texts, this.#words);
    return true;
  }

  readonly #allowImage = ({ host }: URL): boolean => this.imageHosts.split(/\s+/).includes(host);

  #handleCopy(): void {
    void this.#copying.copy(this.toMarkdown(), '');
  }

  #handleRetry(): void {
    this.#parts.retry();
  }
}

/** Whether more is coming, by the word of the page, of the run, or of its parts. */
function isGrowing({ metadata, parts }: UIMessage, running: boolean): boolean {
  if (running) return true;
  if (metadata?.run) return !isRunOver(metadata.run.status);
  return parts.some((part) => 'state' in part && part.state === 'streaming');
}

function plainMarkdown({ parts }: UIMessage): string {
  const texts = parts.filter(isTextPart).map(({ text }) => text.trimEnd());
  return texts.filter((text) => text !== '').join('\n\n');
}

if (!customElements.get('annotated-message')) customElements.define('annotated-message', AnnotatedMessage);

declare global {
  interface HTMLElementTagNameMap {
    'annotated-message': AnnotatedMessage;
  }
}
