import { AssistantError } from '../../assistant-error.ts';

/**
 * Watches a service for silence. One timer that looks when it last spoke costs nothing per event, and events come by the
 * thousand.
 */
export class IdleWatch {
  readonly #idleMs: number;
  readonly #onSilence: () => void;
  #heardAt = Date.now();
  #timer: ReturnType<typeof setTimeout>;
  #isSilent = false;

  /** @param onSilence breaks off what is waited for */
  constructor(idleMs: number, onSilence: () => void) {
    this.#idleMs = idleMs;
    this.#onSilence = onSilence;
    this.#timer = setTimeout(() => this.#look(), idleMs);
  }

  /** True once it has been silent for too long. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** It has spoken. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  /** @throws {AssistantError} `service_silent` once it has been silent for too long */
  check(): void {
    if (this.#isSilent) throw new AssistantError('service_silent');
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const left = this.#heardAt + this.#idleMs - Date.now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#look(), left);
      return;
    }
    this.#isSilent = true;
    this.#onSilence();
  }
}
