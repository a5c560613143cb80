import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import * as icons from './styles/icons.ts';

export type CopyOutcome = 'copied' | 'failed' | undefined;

interface Attempt {
  readonly key: string;
  readonly outcome: CopyOutcome;
}

/** How long a control says how it went, in milliseconds. */
const outcomeTime = 2000;

/** Puts texts on the clipboard, and knows for a while how that went. */
export class CopyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #last: Attempt | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What was tried last, as long as it is news. */
  get last(): Attempt | undefined {
    return this.#last;
  }

  /** How it went with what was copied under this key. */
  outcomeOf(key: string): CopyOutcome {
    return this.#last?.key === key ? this.#last.outcome : undefined;
  }

  async copy(text: string, key: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#tell({ key, outcome: 'copied' });
    } catch {
      this.#tell({ key, outcome: 'failed' });
    }
    this.#timer = setTimeout(() => this.#tell(undefined), outcomeTime);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#last = undefined;
  }

  #tell(last: Attempt | undefined): void {
    clearTimeout(this.#timer);
    this.#last = last;
    this.#host.requestUpdate();
  }
}

export function copyIcon(outcome: CopyOutcome): TemplateResult {
  return outcome === 'copied' ? icons.check : icons.copy;
}

/** Says how it went: to everybody where it failed, else to those who do not see the icon. */
export function copyStatus(outcome: CopyOutcome, words: { copied: string; notCopied: string }): TemplateResult {
  return html`<span class=${outcome === 'failed' ? 'note' : 'visually-hidden'} role="status"
    >${outcome === 'copied' ? words.copied : outcome === 'failed' ? words.notCopied : ''}</span
  >`;
}
