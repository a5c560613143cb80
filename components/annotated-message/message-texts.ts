import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TextPart, UIMessage } from '../../protocol/index.ts';
import type { Strings } from '../strings.ts';
import { AnnotatedText } from './annotated-text.ts';
import type { CitationMarker } from './citation-marker.ts';
import { isComplete, type MessageCitations, type PlacedCitation } from './citations.ts';
import { messageFiles } from './message-files.ts';
import { NearViewport } from './near-viewport.ts';
import { createPassagePainter, type LitRanges } from './passage-painter.ts';
import type { SandboxLink } from './sandbox-link.ts';

type Host = ReactiveControllerHost & Element;

export interface MessageTextsOptions {
  strings: Strings;
  allowImage: (url: URL) => boolean;
}

/** The texts of a message, and the light on them. */
export class MessageTexts implements ReactiveController {
  readonly #host: Host;
  readonly #viewport: NearViewport;
  readonly #painter = createPassagePainter();
  readonly #texts = new Map<number, AnnotatedText>();
  #citations: MessageCitations = { sources: [], texts: new Map() };
  #active: readonly PlacedCitation[] = [];
  #isPainted = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
    this.#viewport = new NearViewport(host, () => this.#paint());
  }

  /** Shows the texts as they are now. */
  update(message: UIMessage, citations: MessageCitations, options: MessageTextsOptions): void {
    const { focused } = this;
    const files = [...messageFiles(message).values()];
    this.#citations = citations;
    this.#painter.lift();
    for (const [index, text] of this.#texts) {
      if (citations.texts.has(index)) continue;
      text.destroy();
      this.#texts.delete(index);
    }
    for (const [index, found] of citations.texts) {
      const part = message.parts[index] as TextPart;
      const text = this.#texts.get(index) ?? new AnnotatedText({ ...options, onchange: this.#handleChange });
      this.#texts.set(index, text);
      text.update({ ...found, text: part.text, isComplete: isComplete(part, message), files });
    }
    // A paragraph that is drawn again takes its markers along, but not the focus on one of them.
    if (focused instanceof HTMLElement && focused !== this.focused) focused.focus({ preventScroll: true });
  }

  /** Starts anew, as after a change of words. */
  reset(): void {
    this.#painter.clear();
    for (const text of this.#texts.values()) text.destroy();
    this.#texts.clear();
  }

  elementOf(index: number): HTMLElement | undefined {
    return this.#texts.get(index)?.element;
  }

  /** The markers in reading order. */
  get markers(): CitationMarker[] {
    return [...this.#citations.texts].flatMap(([index, { citations }]) =>
      citations.flatMap((citation) => this.#texts.get(index)?.markerOf(citation) ?? []),
    );
  }

  get focused(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }

  /** The link to a file that a node is, or is inside of. */
  fileLinkAt(target: EventTarget | null | undefined): SandboxLink | undefined {
    if (!(target instanceof Element)) return undefined;
    for (const text of this.#texts.values()) {
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
    if (this.#texts.size > 0 && !this.#isPainted) this.#paint();
  }

  /** A message that is only moved is back before the microtask. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#clear();
    });
  }

  readonly #handleChange = (text: AnnotatedText): void => {
    if (this.#painter.isIntrusive) {
      // The view has written over text that was divided without its knowledge.
      this.#painter.lift();
      text.redraw();
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
      const text = this.#texts.get(index);
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
    for (const text of this.#texts.values()) text.forgetRanges();
  }
}
