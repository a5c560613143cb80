import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { MessageStrings } from './message-strings.ts';
import * as icons from '../styles/icons.ts';

/** How long the button says how it went, in milliseconds. */
const outcomeTime = 2000;

/** The button that puts a message on the clipboard, and says whether it could. */
export class CopyButton implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #text: () => string;
  #outcome: 'copied' | 'failed' | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, text: () => string) {
    this.#host = host;
    this.#text = text;
    host.addController(this);
  }

  render({ copyMessage, copied, notCopied }: MessageStrings): TemplateResult {
    return html`<button
        type="button"
        class="button bare small"
        aria-label=${copyMessage}
        title=${copyMessage}
        @click=${this.#handleClick}
      >
        ${this.#outcome === 'copied' ? icons.check : icons.copy}
      </button>
      <span class=${this.#outcome === 'failed' ? 'note' : 'visually-hidden'} role="status"
        >${this.#outcome === 'copied' ? copied : this.#outcome === 'failed' ? notCopied : ''}</span
      >`;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#outcome = undefined;
  }

  readonly #handleClick = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#text());
      this.#show('copied');
    } catch {
      this.#show('failed');
    }
  };

  #show(outcome: 'copied' | 'failed'): void {
    clearTimeout(this.#timer);
    this.#outcome = outcome;
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => {
      this.#outcome = undefined;
      this.#host.requestUpdate();
    }, outcomeTime);
  }
}
