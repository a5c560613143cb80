import type { MessageStrings } from './message-strings.ts';
import { rangesBetween } from '../markdown/view/ranges.ts';
import { sentenceAt } from '../markdown/view/sentence.ts';
import { CitationMarker } from './citation-marker.ts';
import type { Passage, PlacedCitation, TextCitations } from './citations.ts';
import { showFileLink } from './file-link.ts';
import { linkedFile, type LinkedFile } from './linked-file.ts';
import type { MessageFile } from './message-files.ts';
import type { MessageText, SandboxLink, TextCompanion } from './message-text.ts';

export interface CitedTextContent extends TextCitations {
  /** No more text will come. */
  isComplete: boolean;
  /** Those a link into the sandbox may mean. */
  files: Iterable<MessageFile>;
}

export interface CitedTextOptions {
  strings: MessageStrings;
  /** The document has changed, so what is lit has to be found anew. */
  onchange: (text: CitedText) => void;
}

/** What sources bring into a text of a message: its links to files, its markers, and where its passages are. */
export class CitedText implements TextCompanion {
  readonly #text: MessageText;
  readonly #options: CitedTextOptions;
  readonly #markers = new Map<string, CitationMarker>();
  readonly #ranges = new Map<string, { end: number; ranges: readonly Range[] }>();
  readonly #files = new WeakMap<Element, LinkedFile>();
  #content: CitedTextContent = { isComplete: false, files: [], citations: [], fileLinks: [] };
  #view: unknown;
  #inserted = '';

  constructor(text: MessageText, options: CitedTextOptions) {
    this.#text = text;
    this.#options = options;
    text.companion = this;
  }

  /** Shows what is known about the text, which has been updated before. */
  update(content: CitedTextContent): void {
    this.#content = content;
    for (const link of this.#text.links) this.linkDrawn(link);
    this.#updateMarkers();
  }

  /** Draws the text anew, and what belongs into it. */
  redraw(): void {
    this.#text.redraw();
    this.update(this.#content);
  }

  linkDrawn(link: SandboxLink): void {
    const { fileLinks, files, isComplete } = this.#content;
    const file = linkedFile(link.link, fileLinks, files);
    this.#files.set(link.element, file);
    showFileLink(link, file, isComplete);
  }

  changed(from: number): void {
    for (const [key, { end }] of this.#ranges) if (end >= from) this.#ranges.delete(key);
    this.#options.onchange(this);
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
  fileLinkAt(target: Element): FileLinkElement | undefined {
    const element = this.#text.links.find((link) => link.element.contains(target))?.element;
    const file = element && this.#files.get(element);
    return file && { element, file };
  }

  markerOf(citation: PlacedCitation): CitationMarker | undefined {
    return this.#markers.get(citation.key);
  }

  #updateMarkers(): void {
    const { citations } = this.#content;
    const { view } = this.#text;
    const gone = new Set(this.#markers.keys());
    for (const citation of citations) {
      const marker = this.#markers.get(citation.key);
      if (marker) marker.show(citation, this.#options.strings);
      else this.#markers.set(citation.key, new CitationMarker(citation, this.#options.strings));
      gone.delete(citation.key);
    }
    for (const key of gone) this.#markers.delete(key);
    const places = citations.map(({ key, offset }) => `${offset} ${key}`).join('\n');
    if (places === this.#inserted && view === this.#view) return;
    this.#inserted = places;
    this.#view = view;
    // Markers divide the text they are put into.
    this.forgetRanges();
    view.setInsertions(
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
    const { view } = this.#text;
    const sentence = passage.extent === 'words' ? null : sentenceAt(view, passage.start);
    const place = passage.extent === 'words' ? passage : sentence;
    // What a citation within a sentence stands for ends where it stands.
    const end = passage.extent === 'claim' ? Math.min(passage.start, place?.end ?? 0) : (place?.end ?? 0);
    const ranges = place && place.start < end ? rangesBetween(view, place.start, end) : [];
    // What has not come yet decides where an open sentence ends.
    const isOpen = passage.extent !== 'words' && !sentence?.final;
    this.#ranges.set(key, { end: isOpen ? Infinity : Math.max(end, passage.end), ranges });
    return ranges;
  }
}

/** A link of the text that stands for a file. */
export interface FileLinkElement {
  readonly element: HTMLAnchorElement;
  readonly file: LinkedFile;
}
