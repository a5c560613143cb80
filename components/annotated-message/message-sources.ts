import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { Annotation, AnnotationSource, UIMessage } from '../../protocol/index.ts';
import { AssistantCitationOpenEvent } from '../events.ts';
import { isPlainClick } from '../file-attachment/open-file.ts';
import { citationMarkerStyles } from './citation-marker.styles.ts';
import { citationPreviewStyles } from './citation-preview.styles.ts';
import { renderPreview, type Previewed } from './citation-preview.ts';
import { collectCitations, type MessageCitations, type PlacedCitation } from './citations.ts';
import { sourceKey } from './citation-source.ts';
import { CitedTexts } from './cited-texts.ts';
import { sourceOfFile } from './linked-file.ts';
import { MarkerInteraction } from './marker-interaction.ts';
import { messageMarkdown } from './message-markdown.ts';
import type { MessageStrings } from './message-strings.ts';
import type { MessageTexts } from './message-texts.ts';
import { passageStyles } from './passage.styles.ts';
import { PreviewController, type PreviewSubject } from './preview-controller.ts';
import { sourceListStyles } from './source-list.styles.ts';
import { renderSources } from './source-list.ts';
import { sourceLink } from './source-view.ts';

const styles = [passageStyles, citationMarkerStyles, sourceListStyles, citationPreviewStyles];

type Host = LitElement & { readonly message: UIMessage | null };

/** What a message that speaks of sources has beside its text: lit words, markers, a preview, the list below. */
export class MessageSources implements ReactiveController {
  readonly #host: Host;
  readonly #preview: PreviewController;
  readonly #texts: CitedTexts;
  #strings: MessageStrings;
  #citations: MessageCitations = { sources: [], texts: new Map() };
  /** The source whose entry in the list somebody points at. */
  #pointedSource: string | undefined;
  /** The citations that rest on the passage which the viewer shows, by their keys. */
  #viewed: readonly string[] = [];
  /** The person wants to see every source. */
  #showsAll = false;

  constructor(host: Host, texts: MessageTexts, strings: MessageStrings) {
    this.#host = host;
    this.#strings = strings;
    this.#preview = new PreviewController(host);
    this.#texts = new CitedTexts(host, texts);
    const root = host.renderRoot as HTMLElement & ShadowRoot;
    root.adoptedStyleSheets.push(...styles.flatMap(({ styleSheet }) => styleSheet ?? []));
    void new MarkerInteraction(root, {
      texts: this.#texts,
      preview: this.#preview,
      opensFile: (file) => this.#opens(sourceOfFile(file)),
    });
    host.addController(this);
  }

  /** The texts are about to change. */
  prepare(): void {
    this.#texts.prepare();
  }

  /** The texts show the message as it is now. */
  update(message: UIMessage, strings: MessageStrings): void {
    this.#strings = strings;
    this.#citations = collectCitations(message);
    this.#texts.update(message, this.#citations, strings);
  }

  hostUpdated(): void {
    const pointed =
      this.#pointedSource === undefined ? this.#preview.preview?.subject : { source: this.#pointedSource };
    this.#texts.light(pointed ? this.#citationsOf(pointed) : this.#viewedCitations());
  }

  /** The message as markdown that stands alone, with citations as footnotes. */
  toMarkdown(message: UIMessage): string {
    return messageMarkdown(message, this.#strings.sources);
  }

  /** The list below the text. */
  renderList(): TemplateResult | typeof nothing {
    const { sources } = this.#citations;
    if (sources.length === 0) return nothing;
    return renderSources(sources, {
      strings: this.#strings,
      isWhole: this.#showsAll,
      enter: this.#handleEnter,
      leave: this.#handleLeave,
      open: this.#handleClick,
      showAll: this.#handleShowAll,
    });
  }

  renderPreview(): TemplateResult | typeof nothing {
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
      ${renderPreview(previewed, this.#strings, { open: this.#handleOpen, close: this.#handleClose })}
    </div>`;
  }

  #previewed(): Previewed | undefined {
    const { subject } = this.#preview.preview ?? {};
    if (!subject) return undefined;
    if ('file' in subject) {
      return { source: sourceOfFile(subject.file), annotations: [], note: this.#strings.cannotOpenFile };
    }
    const [citation] = this.#citationsOf(subject);
    const found =
      'source' in subject ? this.#citations.sources.find(({ key }) => key === subject.source) : citation?.source;
    return found && { source: found.source, annotations: citation?.annotations ?? [] };
  }

  /** The citations that a pointer or a preview is about. */
  #citationsOf(subject: PreviewSubject): readonly PlacedCitation[] {
    if ('file' in subject) return [];
    if ('source' in subject) return this.#placed().filter(({ source }) => source.key === subject.source);
    return this.#placed().filter(({ key }) => key === subject.citation);
  }

  #viewedCitations(): readonly PlacedCitation[] {
    return this.#viewed.length === 0 ? [] : this.#placed().filter(({ key }) => this.#viewed.includes(key));
  }

  #placed(): readonly PlacedCitation[] {
    return this.#citations.sources.flatMap(({ citations }) => citations);
  }

  /** Lets the page take over; true where it does not. */
  #opens(source: AnnotationSource, annotation?: Annotation): boolean {
    return this.#host.dispatchEvent(
      new AssistantCitationOpenEvent(source, annotation, this.#host.message ?? undefined),
    );
  }

  /** A file is shown here, at the passage; a page of the web, and what is clicked with a key held, is the browser's. */
  #open(event: MouseEvent, source: AnnotationSource, annotation?: Annotation): void {
    if (!this.#opens(source, annotation)) return event.preventDefault();
    const link = sourceLink(source);
    const cited = this.#citations.sources.find(({ key }) => key === sourceKey(source));
    if (!link || !cited || source.type !== 'file' || !isPlainClick(event)) return;
    event.preventDefault();
    this.#preview.hide();
    import('./view-source.ts').then(
      ({ viewSource }) => viewSource({ message: this.#host, source: cited, annotation, light: this.#light }),
      () => window.open(link, '_blank', 'noopener,noreferrer'),
    );
  }

  readonly #light = (citations: readonly string[]): void => {
    this.#viewed = citations;
    this.#host.requestUpdate();
    const [first] = this.#viewedCitations();
    const marker = this.#texts.markers.find(({ citation }) => citation === first);
    marker?.element.scrollIntoView({ block: 'nearest' });
  };

  #point(source: string | undefined): void {
    this.#pointedSource = source;
    this.#host.requestUpdate();
  }

  readonly #handleEnter = (event: Event): void => {
    this.#point((event.currentTarget as HTMLElement).dataset['key']);
  };

  readonly #handleLeave = (): void => {
    this.#point(undefined);
  };

  readonly #handleClick = (event: PointerEvent): void => {
    const control = event.currentTarget as HTMLElement;
    const key = control.closest('li')?.dataset['key'];
    const source = this.#citations.sources.find((candidate) => candidate.key === key);
    if (!source) return;
    if (!(control instanceof HTMLButtonElement)) this.#open(event, source.source);
    else if (this.#opens(source.source)) this.#preview.toggle({ source: source.key }, control, event.detail === 0);
    else event.preventDefault();
  };

  readonly #handleShowAll = (): void => {
    this.#showsAll = true;
    this.#host.requestUpdate();
  };

  readonly #handleOpen = (event: MouseEvent): void => {
    const previewed = this.#previewed();
    if (previewed) this.#open(event, previewed.source, previewed.annotations[0]);
  };

  readonly #handleClose = (): void => {
    this.#preview.hide();
  };
}
