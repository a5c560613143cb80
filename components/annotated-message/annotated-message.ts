import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  isFileDataPart,
  isRunOver,
  type Annotation,
  type AnnotationSource,
  type OutputFile,
  type UIMessage,
} from '../../protocol/index.ts';
import { AssistantCitationOpenEvent } from '../events.ts';
import { markdownStyles } from '../markdown/markdown.styles.ts';
import { StringsController, type Strings } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './annotated-message.styles.ts';
import { citationMarkerStyles } from './citation-marker.styles.ts';
import { citationPreviewStyles } from './citation-preview.styles.ts';
import { renderPreview, type Previewed } from './citation-preview.ts';
import { collectCitations, type MessageCitations, type PlacedCitation } from './citations.ts';
import { CopyButton } from './copy-button.ts';
import { sourceOfFile } from './linked-file.ts';
import { loadElements } from './load-elements.ts';
import { MarkerInteraction } from './marker-interaction.ts';
import { messageBlocks, type MessageBlock } from './message-blocks.ts';
import { messageMarkdown } from './message-markdown.ts';
import { MessageTexts } from './message-texts.ts';
import { passageStyles } from './passage.styles.ts';
import { PreviewController, type PreviewSubject } from './preview-controller.ts';
import { sameOr } from './same-or.ts';
import { SilentGrowth } from './silent-growth.ts';
import { sourceListStyles } from './source-list.styles.ts';
import { renderSources } from './source-list.ts';

const nothingSaid: UIMessage = { id: '', role: 'assistant', parts: [] };

/**
 * A message of an assistant whose every claim points to the passage it rests on: markdown, steps and files in the order they
 * came, cited words lit, a marker behind each, and the sources below. Works alone, with any `UIMessage` of the AI SDK.
 *
 * `CSS.highlights` holds the cited words as `assistant-citation`, and those somebody points at as `assistant-citation-active`.
 * The keys `n` and `p` move between markers while the focus is inside.
 *
 * @fires assistant-citation-open - A person opens a source; canceling leaves it to the page.
 * @slot actions - Further controls beside Copy.
 * @slot <toolCallId> - What a page draws itself for the call of a tool, after its step.
 * @csspart marker - The numbered button behind cited words.
 * @csspart sources - The list of sources.
 * @csspart label - What says that a text is a refusal.
 * @csspart actions - The row of controls below the message.
 */
export class AnnotatedMessage extends LitElement {
  static override styles = [
    tokens,
    host,
    controls,
    unsafeCSS(markdownStyles),
    passageStyles,
    citationMarkerStyles,
    sourceListStyles,
    citationPreviewStyles,
    styles,
  ];

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

  /** The source whose entry in the list somebody points at. */
  @state() private pointedSource: string | undefined;

  /** The person wants to see every source. */
  @state() private showsAllSources = false;

  readonly #pageWords = new StringsController(this);
  readonly #texts = new MessageTexts(this);
  readonly #growth = new SilentGrowth(this);
  readonly #preview = new PreviewController(this);
  readonly #markers = new MarkerInteraction({
    texts: this.#texts,
    preview: this.#preview,
    opensFile: (file) => this.#opens(sourceOfFile(file)),
  });
  readonly #copyButton = new CopyButton(this, () => this.toMarkdown());
  #shown = nothingSaid;
  #citations: MessageCitations = { sources: [], texts: new Map() };
  #blocks: readonly MessageBlock[] = [];
  #outputFiles: readonly OutputFile[] = [];
  #givenWords = this.#pageWords.strings;
  #words = this.#givenWords;

  /** The texts as markdown that stands alone, with citations as footnotes: what Copy copies. */
  toMarkdown(): string {
    return this.message ? messageMarkdown(this.message, this.#words.sources) : '';
  }

  override willUpdate(changes: PropertyValues<this>): void {
    const isReworded = this.#takeWords(changes);
    if (isReworded) this.#texts.reset();
    const message = this.#growth.read(this.message) ?? nothingSaid;
    if (!isReworded && message === this.#shown) return;
    this.#shown = message;
    this.#citations = collectCitations(message);
    this.#blocks = messageBlocks(message, this.#blocks);
    this.#outputFiles = sameOr(
      this.#outputFiles,
      message.parts.filter(isFileDataPart).map(({ data }) => data),
    );
    this.#texts.update(message, this.#citations, { strings: this.#words, allowImage: this.#allowImage });
    for (const { type } of this.#blocks) if (type !== 'text') loadElements(type);
  }

  override updated(): void {
    const pointed = this.pointedSource === undefined ? this.#preview.preview?.subject : { source: this.pointedSource };
    this.#texts.light(this.#citationsOf(pointed));
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.message) return nothing;
    const { sources } = this.#citations;
    return html`<div
      class="message"
      @pointerover=${this.#markers.handlePointerover}
      @pointerout=${this.#markers.handlePointerout}
      @focusin=${this.#markers.handleFocusin}
      @focusout=${this.#markers.handleFocusout}
      @keydown=${this.#markers.handleKeydown}
      @click=${this.#markers.handleClick}
    >
      ${repeat(
        this.#blocks,
        ({ key }) => key,
        (block) => this.#renderBlock(block),
      )}
      ${
        sources.length > 0
          ? renderSources(sources, {
              strings: this.#words,
              isWhole: this.showsAllSources,
              enter: this.#handleSourceEnter,
              leave: this.#handleSourceLeave,
              open: this.#handleSourceClick,
              showAll: this.#handleShowAll,
            })
          : nothing
      }
      ${this.#renderActions()} ${this.#renderPreview()}
    </div>`;
  }

  #renderBlock(block: MessageBlock): TemplateResult {
    if (block.type === 'text') {
      const refused = block.parts[0].providerMetadata?.['kit']?.['refusal'];
      return html`${refused ? html`<p part="label" class="refusal">${icons.warning}${this.#words.refusal}</p>` : nothing}
      ${this.#texts.elementOf(block.index)}`;
    }
    if (block.type === 'files') {
      return html`<div class="files">
        ${block.files.map((file) => html`<file-attachment .file=${file} preview></file-attachment>`)}
      </div>`;
    }
    const running = this.#isRunning && block === this.#blocks.at(-1);
    return html`<run-steps .steps=${block.parts} .files=${this.#outputFiles} ?running=${running}></run-steps>
      ${block.parts.map((step) => (step.type === 'reasoning' ? nothing : html`<slot name=${step.toolCallId}></slot>`))}`;
  }

  #renderActions(): TemplateResult | typeof nothing {
    if (this.withoutActions || this.#isRunning) return nothing;
    const hasText = this.#blocks.some(({ type }) => type === 'text');
    return html`<div part="actions" class="actions">
      ${hasText ? this.#copyButton.render(this.#words) : nothing}<slot name="actions"></slot>
    </div>`;
  }

  #renderPreview(): TemplateResult | typeof nothing {
    const previewed = this.#previewed();
    if (!previewed) return nothing;
    return html`<div
      class="preview"
      popover="manual"
      role="dialog"
      tabindex="-1"
      aria-labelledby="preview-name"
      aria-describedby="preview-words"
    >
      ${renderPreview(previewed, this.#words, { open: this.#handleOpen, close: this.#handleClose })}
    </div>`;
  }

  /** Whether more is coming, by the word of the page, of the run, or of its parts. */
  get #isRunning(): boolean {
    const { metadata, parts } = this.#shown;
    if (this.running) return true;
    if (metadata?.run) return !isRunOver(metadata.run.status);
    return parts.some((part) => 'state' in part && part.state === 'streaming');
  }

  /** True where words have become others: an element that was only moved is given the same ones anew. */
  #takeWords(changes: PropertyValues<this>): boolean {
    const given = this.#pageWords.strings;
    if (given === this.#givenWords && !changes.has('strings')) return false;
    const before: Record<string, unknown> = this.#words;
    this.#givenWords = given;
    this.#words = { ...given, ...this.strings };
    return Object.entries(this.#words).some(([key, word]) => before[key] !== word);
  }

  #previewed(): Previewed | undefined {
    const { subject } = this.#preview.preview ?? {};
    if (!subject) return undefined;
    if ('file' in subject) {
      return { source: sourceOfFile(subject.file), annotations: [], note: this.#words.cannotOpenFile };
    }
    const [citation] = this.#citationsOf(subject);
    const found =
      'source' in subject ? this.#citations.sources.find(({ key }) => key === subject.source) : citation?.source;
    return found && { source: found.source, annotations: citation?.annotations ?? [] };
  }

  /** The citations that a pointer or a preview is about. */
  #citationsOf(subject: PreviewSubject | undefined): readonly PlacedCitation[] {
    if (!subject || 'file' in subject) return [];
    const all = this.#citations.sources.flatMap(({ citations }) => citations);
    if ('source' in subject) return all.filter(({ source }) => source.key === subject.source);
    return all.filter(({ key }) => key === subject.citation);
  }

  /** Lets the page take over; true where it does not. */
  #opens(source: AnnotationSource, annotation?: Annotation): boolean {
    return this.dispatchEvent(new AssistantCitationOpenEvent(source, annotation, this.message ?? undefined));
  }

  readonly #allowImage = ({ host }: URL): boolean => this.imageHosts.split(/\s+/).includes(host);

  #handleSourceEnter(event: Event): void {
    this.pointedSource = (event.currentTarget as HTMLElement).dataset['key'];
  }

  #handleSourceLeave(): void {
    this.pointedSource = undefined;
  }

  #handleSourceClick(event: PointerEvent): void {
    const control = event.currentTarget as HTMLElement;
    const key = control.closest('li')?.dataset['key'];
    const source = this.#citations.sources.find((candidate) => candidate.key === key);
    if (!source) return;
    if (!this.#opens(source.source)) event.preventDefault();
    else if (control instanceof HTMLButtonElement)
      this.#preview.toggle({ source: source.key }, control, event.detail === 0);
  }

  #handleShowAll(): void {
    this.showsAllSources = true;
  }

  #handleOpen(event: Event): void {
    const previewed = this.#previewed();
    if (previewed && !this.#opens(previewed.source, previewed.annotations[0])) event.preventDefault();
  }

  #handleClose(): void {
    this.#preview.hide();
  }
}

if (!customElements.get('annotated-message')) customElements.define('annotated-message', AnnotatedMessage);

declare global {
  interface HTMLElementTagNameMap {
    'annotated-message': AnnotatedMessage;
  }
}
