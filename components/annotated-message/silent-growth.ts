import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isTextPart, type UIMessage } from '../../protocol/index.ts';

/** How long a text has to stay the same to be taken for whole, in milliseconds. */
const patience = 500;

/**
 * Notices a message that grows without saying so, for a page that reads a stream by itself may leave the state of its texts
 * out. A message that is there at once is whole.
 */
export class SilentGrowth implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #message: UIMessage | null = null;
  #marked: UIMessage | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The message, its last text marked as streaming while it grows. The same object as long as nothing changes. */
  read(message: UIMessage | null): UIMessage | null {
    if (message === this.#message) return this.#marked ?? message;
    const isGrowing = hasGrown(message, this.#message);
    const goesOn = this.#marked !== null && message?.id === this.#message?.id && tellsNothing(message);
    this.#message = message;
    this.#marked = message && (isGrowing || goesOn) ? withStreamingText(message) : null;
    if (isGrowing || !goesOn) clearTimeout(this.#timer);
    if (isGrowing) this.#timer = setTimeout(this.#settle, patience);
    return this.#marked ?? message;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#marked = null;
  }

  readonly #settle = (): void => {
    this.#marked = null;
    this.#host.requestUpdate();
  };
}

function hasGrown(message: UIMessage | null, before: UIMessage | null): boolean {
  if (!message || message.id !== before?.id || !tellsNothing(message)) return false;
  const [text, earlier] = [lastText(message)?.text ?? '', lastText(before)?.text];
  return earlier !== undefined && text.length > earlier.length && text.startsWith(earlier);
}

function tellsNothing(message: UIMessage | null): boolean {
  const text = lastText(message);
  return text !== undefined && text.state === undefined && message?.metadata?.run === undefined;
}

function lastText(message: UIMessage | null) {
  return message?.parts.findLast(isTextPart);
}

function withStreamingText(message: UIMessage): UIMessage {
  const text = lastText(message);
  return { ...message, parts: message.parts.map((part) => (part === text ? { ...text, state: 'streaming' } : part)) };
}
