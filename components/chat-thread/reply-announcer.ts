import { isTextPart, type UIMessage } from '../../protocol/index.ts';
import { spokenSentences } from './spoken-sentences.ts';

/** So many pieces stay in the live region; what was read out long ago only costs. */
const keptPieces = 12;

/** Follows a reply while it is written and hands out what a screen reader should say, whole sentences at a time. */
export class ReplyAnnouncer {
  #pieces: readonly { key: number; text: string }[] = [];
  #count = 0;
  /** A reply is awaited; what else comes into view is history, and history is not read out. */
  #isAwaiting = false;
  #messageId: string | undefined;
  /** Which of the message's texts comes next, and how much of it has been said. */
  #index = 0;
  #offset = 0;

  /** The content of the live region, oldest first. */
  get pieces(): readonly { key: number; text: string }[] {
    return this.#pieces;
  }

  /** A reply is awaited from now on. */
  begin(words: string): void {
    this.#isAwaiting = true;
    this.#say(words);
  }

  /** Takes note of the last reply, grown or not. */
  follow(message: UIMessage, isOver: boolean, codeBlock: string): void {
    const texts = message.parts.filter(isTextPart);
    if (message.id !== this.#messageId) {
      this.#messageId = message.id;
      this.#index = this.#isAwaiting ? 0 : texts.length;
      this.#offset = 0;
    }
    for (; this.#index < texts.length; this.#index++, this.#offset = 0) {
      const { text, state } = texts[this.#index] ?? { text: '' };
      const isWhole = isOver || state === 'done' || this.#index < texts.length - 1;
      const spoken = spokenSentences(text, this.#offset, isWhole, codeBlock);
      this.#offset = spoken.end;
      if (spoken.text) this.#say(spoken.text);
      if (!isWhole) break;
    }
    if (isOver) this.#isAwaiting = false;
  }

  #say(text: string): void {
    this.#pieces = [...this.#pieces, { key: this.#count++, text }].slice(-keptPieces);
  }
}
