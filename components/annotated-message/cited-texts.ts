import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TextPart, UIMessage } from '../../protocol/index.ts';
import type { MessageStrings } from './message-strings.ts';
import type { CitationMarker } from './citation-marker.ts';
import type { MessageCitations, PlacedCitation } from './citations.ts';
import { CitedText, type FileLinkElement } from './cited-text.ts';
import { isComplete } from './is-complete.ts';
import { messageFiles } from './message-files.ts';
import type { MessageText } from './message-text.ts';
import type { MessageTexts } from './message-texts.ts';
import { NearViewport } from './near-viewport.ts';
import { createPassagePainter, type LitRanges } from './passage-painter.ts';

type Host = ReactiveControllerHost & Element;

/** What sources bring into the texts of a message, and the light on those. */
export class CitedTexts implements ReactiveController {
  readonly #host: Host;
  readonly #texts: MessageTexts;
  readonly #viewport: NearViewport;
  readonly #painter = createPassagePainter();
  readonly #cited = new WeakMap<MessageText, CitedText>();
  #citations: MessageCitations = { sources: [], texts: new Map() };
  #active: readonly PlacedCitation[] = [];
  #focused: Element | null = null;
  #isPainted = false;
  #isUpdating = false;

  constructor(host: Host, texts: MessageTexts) {
    this.#host = host;
    this.#texts = texts;
    host.addController(this);
    this.#viewport = new NearViewport(host, () => this.#paint());
  }

  /** The texts are about to change. */
  prepare(): void {
    this.#isUpdating = true;
    this.#focused = this.focused;
    this.#painter.lift();
  }

  /** The texts have changed, or what is known about them. */
  update(message: UIMessage, citations: MessageCitations, strings: MessageStrings): void {
    const files = [...messageFiles(message).values()];
    this.#citations = citations;
    for (const [index, found] of citations.texts) {
      const text = this.#texts.at(index);
      if (!text) continue;
      const cited = this.#cited.get(text) ?? new CitedText(text, { strings, onchange: this.#handleChange });
      this.#cited.set(text, cited);
      cited.update({ ...found, isComplete: isComplete(message.parts[index] as TextPart, message), files });
    }
    // A paragraph that is drawn again takes its markers along, but not the focus on one of them.
    const focused = this.#focused;
    if (focused instanceof HTMLElement && focused !== this.focused) focused.focus({ preventScroll: true });
    this.#isUpdating = false;
  }

  /** The markers in reading order. */
  get markers(): CitationMarker[] {
    return [...this.#citations.texts].flatMap(([index, { citations }]) =>
      citations.flatMap((citation) => this.#at(index)?.markerOf(citation) ?? []),
    );
  }

  get focused(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }

  /** The link to a file that a node is, or is inside of. */
  fileLinkAt(target: EventTarget | null | undefined): FileLinkElement | undefined {
    if (!(target instanceof Element)) return undefined;
    for (const text of this.#all()) {
      const link = text.fileLinkAt(target);
      if (link) return link;
    }
    return undefined;
  }

  /** Lights all cited words, and stronger those of the given citations together with the claims they stand for. */
  light(active: readonly PlacedCitation[]): void {
    this.#active = active;
    this.#paint();
  }

  hostConnected(): void {
    if (this.#citations.texts.size > 0 && !this.#isPainted) this.#paint();
  }

  /** A message that is only moved is back before the microtask. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#clear();
    });
  }

  readonly #handleChange = (text: CitedText): void => {
    if (this.#isUpdating) return;
    if (this.#painter.isIntrusive) {
      // The view has written over text that was divided without its knowledge.
      this.#painter.lift();
      this.#isUpdating = true;
      text.redraw();
      this.#isUpdating = false;
    }
    this.#paint();
  };

  #paint(): void {
    this.#viewport.isNeeded = [...this.#citations.texts.values()].some(({ citations }) => citations.length > 0);
    if (!this.#host.isConnected || !(this.#viewport.isNear ?? this.#painter.hasRoom)) return this.#clear();
    this.#isPainted = true;
    this.#painter.paint(() => this.#measure());
  }

  #measure(): LitRanges {
    const cited: Range[] = [];
    const active: Range[] = [];
    for (const [index, { citations }] of this.#citations.texts) {
      const text = this.#at(index);
      if (!text) continue;
      if (this.#painter.isIntrusive) text.forgetRanges();
      for (const citation of citations) {
        cited.push(...text.rangesOf(citation.passages.filter(({ extent }) => extent !== 'claim')));
        if (this.#active.includes(citation)) active.push(...text.rangesOf(citation.passages));
      }
    }
    return { cited, active };
  }

  #clear(): void {
    this.#isPainted = false;
    this.#painter.clear();
    // Ranges that nobody needs cost too: each is looked at whenever anything on the page changes.
    for (const text of this.#all()) text.forgetRanges();
  }

  #all(): CitedText[] {
    return [...this.#citations.texts.keys()].flatMap((index) => this.#at(index) ?? []);
  }

  #at(index: number): CitedText | undefined {
    const text = this.#texts.at(index);
    return text && this.#cited.get(text);
  }
}
