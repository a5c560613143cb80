import { isTextPart, type UIMessage } from '../../protocol/index.ts';
import type { MarkdownViewOptions } from '../markdown/index.ts';
import { proseEnd } from '../markdown/prose.ts';
import { isComplete } from './is-complete.ts';
import { hasRich } from './load-rich.ts';
import { MessageText, type TextContent } from './message-text.ts';

/** The texts of a message, by the place of their part in it. */
export class MessageTexts {
  readonly #texts = new Map<number, MessageText>();

  /**
   * Shows the texts as they are now; those that are new with these options. `lacksRich`: all is read as prose, for what is more
   * cannot be had.
   */
  update(message: UIMessage, options: MarkdownViewOptions, lacksRich: boolean): void {
    for (const [index, text] of this.#texts) {
      if (message.parts[index]?.type === 'text') continue;
      text.destroy();
      this.#texts.delete(index);
    }
    for (const [index, part] of message.parts.entries()) {
      if (!isTextPart(part)) continue;
      const text = this.#texts.get(index) ?? new MessageText(options);
      this.#texts.set(index, text);
      text.update(contentOf(part.text, isComplete(part, message), lacksRich));
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

/** As long as what is more than prose is on its way, a text ends before it: as if it had not come yet. */
function contentOf(text: string, isComplete: boolean, lacksRich: boolean): TextContent {
  const end = hasRich() ? text.length : proseEnd(text);
  if (end === text.length || lacksRich) return { text, isComplete, isPlain: end < text.length };
  return { text: text.slice(0, end), isComplete: false, isPlain: false };
}
