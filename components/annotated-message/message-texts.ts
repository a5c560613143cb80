import { isTextPart, type UIMessage } from '../../protocol/index.ts';
import type { MarkdownViewOptions } from '../markdown/index.ts';
import { isComplete } from './is-complete.ts';
import { MessageText } from './message-text.ts';

/** The texts of a message, by the place of their part in it. */
export class MessageTexts {
  readonly #texts = new Map<number, MessageText>();

  /** Shows the texts as they are now; those that are new with these options. */
  update(message: UIMessage, options: MarkdownViewOptions): void {
    for (const [index, text] of this.#texts) {
      if (message.parts[index]?.type === 'text') continue;
      text.destroy();
      this.#texts.delete(index);
    }
    for (const [index, part] of message.parts.entries()) {
      if (!isTextPart(part)) continue;
      const text = this.#texts.get(index) ?? new MessageText(options);
      this.#texts.set(index, text);
      text.update({ text: part.text, isComplete: isComplete(part, message) });
    }
  }

  /** Starts anew, as after a change of words. */
  reset(): void {
    for (const text of this.#texts.values()) text.destroy();
    this.#texts.clear();
  }

  at(index: number): MessageText | undefined {
    return this.#texts.get(index);
  }
}
