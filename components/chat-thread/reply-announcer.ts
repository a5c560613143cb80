import { isTextPart, type UIMessage } from '../../protocol/index.ts';
import { spokenSentences } from './spoken-sentences.ts';

/** So many pieces stay in the live region; what was read out long ago only costs. */
const keptPieces = 12;

/** Follows a reply while it is written and hands out what a screen reader should say, whole sentences at a time. */
export class ReplyAnnouncer {
  #pieces: readonly { key: number; text: string }[] = [];
  #messageId: string | undefined;
  #index = 0;
  #offset = 0;
  #count = 0;

  /** The content of the live region, oldest first. */
  get pieces(): readonly { key: number; text: string }[] {
    return this.#pieces;
  }

  /** Takes note of a reply that has grown; true where there is something new to say. */
  follow(message: UIMessage, isOver: boolean, codeBlock: string): boolean {
    if (message.id !== this.#messageId) {
      // A reply that was never seen growing is history, and history is not read out.
      if (isOver) return false;
      this.#messageId = message.id;
      this.#index = this.#offset = 0;
    }
    const texts = message.parts.filter(isTextPart);
    const before = this.#count;
    for (; this.#index < texts.length; this.#index++, this.#offset = 0) {
      const { text, state } = texts[this.#index] ?? { text: '' };
      const isWhole = isOver || state === 'done' || this.#index < texts.length - 1;
      const spoken = spokenSentences(text, this.#offset, isWhole, codeBlock);
      this.#offset = spoken.end;
      if (spoken.text) this.say(spoken.text);
      if (!isWhole) break;
    }
    if (isOver) this.#messageId = undefined;
    return this.#count > before;
  }

  /** Adds words of the page's own. */
  say(text: string): void {
    this.#pieces = [...this.#pieces, { key: this.#count++, text }].slice(-keptPieces);
  }
}
