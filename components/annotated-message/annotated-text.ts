import { MarkdownView, type MarkdownViewOptions } from '../markdown/index.ts';
import type { Strings } from '../strings.ts';
import { CitationMarker } from './citation-marker.ts';
import type { Passage, PlacedCitation, TextCitations } from './citations.ts';
import { linkedFile } from './linked-file.ts';
import type { MessageFile } from './message-files.ts';
import { SandboxLink, type MarkdownLink } from './sandbox-link.ts';

export interface TextContent extends TextCitations {
  text: string;
  /** No more text will come. */
  isComplete: boolean;
  /** Those a link into the sandbox may mean. */
  files: Iterable<MessageFile>;
}

const nothing: TextContent = { text: '', isComplete: false, files: [], citations: [], fileLinks: [] };

export interface AnnotatedTextOptions {
  strings: Strings;
  allowImage: NonNullable<MarkdownViewOptions['allowImage']>;
  /** The document has changed without an update, so what is lit has to be found anew. */
  onchange: (text: AnnotatedText) => void;
}

/** One text of a message as a piece of document: its markdown, its links to files, its markers, and where its passages are. */
export class AnnotatedText {
  readonly element = document.createElement('div');
  readonly #options: AnnotatedTextOptions;
  readonly #markers = new Map<string, CitationMarker>();
  readonly #ranges = new Map<string, { end: number; ranges: readonly Range[] }>();
  #content = nothing;
  #links: SandboxLink[] = [];
  #view: MarkdownView;
  #isUpdating = false;
  #inserted = '';

  constructor(options: AnnotatedTextOptions) {
    this.#options = options;
    this.element.className = 'text';
    this.#view = this.#createView();
  }

  /** Shows more of the text, or other citations. Costs what is new, unless the text has become another one. */
  update(content: TextContent): void {
    const before = this.#content;
    this.#content = content;
    this.#isUpdating = true;
    const isOther =
      !content.text.startsWith(before.text) ||
      (before.isComplete && (content.text !== before.text || !content.isComplete));
    if (isOther) this.#rebuild();
    const shown = isOther ? 0 : before.text.length;
    if (content.text.length > shown) this.#view.append(content.text.slice(shown));
    if (content.isComplete && (isOther || !before.isComplete)) this.#view.finish();
    this.#updateLinks();
    this.#updateMarkers();
    this.#isUpdating = false;
  }

  /** Draws everything anew. */
  redraw(): void {
    const content = this.#content;
    this.#rebuild();
    this.#content = nothing;
    this.update(content);
  }

  /** The words of these passages as they stand in the document now; of text that has not come yet, nothing. */
  rangesOf(passages: readonly Passage[]): readonly Range[] {
    return passages.flatMap((passage) => this.#rangesOf(passage));
  }

  /** Finds the words anew next time. */
  forgetRanges(): void {
    this.#ranges.clear();
  }

  /** The link to a file that an element is, or is inside of. */
  fileLinkAt(target: Element): SandboxLink | undefined {
    return this.#links.find(({ element }) => element.contains(target));
  }

  markerOf(citation: PlacedCitation): CitationMarker | undefined {
    return this.#markers.get(citation.key);
  }

  destroy(): void {
    this.#view.destroy();
    this.element.remove();
  }

  #rebuild(): void {
    this.#view.destroy();
    this.element.replaceChildren();
    this.#links = [];
    this.forgetRanges();
    this.#inserted = '';
    this.#view = this.#createView();
  }

  #createView(): MarkdownView {
    const view = new MarkdownView(this.element, {
      link: (link) => this.#createLink(link),
      allowImage: this.#options.allowImage,
      strings: this.#options.strings.markdown,
    });
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a view is no event target
    view.onchange = (from) => {
      for (const [key, { end }] of this.#ranges) if (end >= from) this.#ranges.delete(key);
      if (!this.#isUpdating) this.#options.onchange(this);
    };
    return view;
  }

  #createLink(link: MarkdownLink): HTMLElement | undefined {
    if (!link.url.startsWith('sandbox:')) return undefined;
    const sandboxLink = new SandboxLink(link);
    this.#showFile(sandboxLink);
    this.#links.push(sandboxLink);
    return sandboxLink.element;
  }

  /** A view that draws a paragraph again asks for its links again, and drops the earlier ones. */
  #updateLinks(): void {
    this.#links = this.#links.filter(({ element }) => this.element.contains(element));
    for (const link of this.#links) this.#showFile(link);
  }

  #showFile(link: SandboxLink): void {
    const { fileLinks, files, isComplete } = this.#content;
    link.show(linkedFile(link.link, fileLinks, files), isComplete);
  }

  #updateMarkers(): void {
    const { citations } = this.#content;
    const gone = new Set(this.#markers.keys());
    for (const citation of citations) {
      const marker = this.#markers.get(citation.key);
      if (marker) marker.show(citation, this.#options.strings);
      else this.#markers.set(citation.key, new CitationMarker(citation, this.#options.strings));
      gone.delete(citation.key);
    }
    for (const key of gone) this.#markers.delete(key);
    const places = citations.map(({ key, offset }) => `${offset} ${key}`).join('\n');
    if (places === this.#inserted) return;
    this.#inserted = places;
    // Markers divide the text they are put into.
    this.forgetRanges();
    this.#view.setInsertions(
      citations.flatMap(({ key, offset }) => {
        const element = this.#markers.get(key)?.element;
        return element ? [{ offset, element }] : [];
      }),
    );
  }

  #rangesOf(passage: Passage): readonly Range[] {
    const key = `${passage.extent} ${passage.start} ${passage.end}`;
    const known = this.#ranges.get(key);
    if (known) return known.ranges;
    const sentence = passage.extent === 'words' ? null : this.#view.sentenceAt(passage.start);
    const place = passage.extent === 'words' ? passage : sentence;
    // What a citation within a sentence stands for ends where it stands.
    const end = passage.extent === 'claim' ? Math.min(passage.start, place?.end ?? 0) : (place?.end ?? 0);
    const ranges = place && place.start < end ? this.#view.ranges(place.start, end) : [];
    // What has not come yet decides where an open sentence ends.
    const isOpen = passage.extent !== 'words' && !sentence?.final;
    this.#ranges.set(key, { end: isOpen ? Infinity : Math.max(end, passage.end), ranges });
    return ranges;
  }
}
