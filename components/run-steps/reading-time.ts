import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** In milliseconds. Who presses sooner meant what stood in that place before. */
const leastTime = 500;

/** Gives a person the time to see what they are asked: what appears under a finger must not be allowed by it. */
export class ReadingTime implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #question: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The question has been there long enough to be answered with yes. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** To be called whenever another question, or none, may be shown. */
  follow(question: string | undefined): void {
    if (question === this.#question) return;
    this.#question = question;
    this.#begin();
  }

  /** Elsewhere in the page it appears anew. */
  hostConnected(): void {
    this.#begin();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#isOver = false;
    if (this.#question === undefined) return;
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#host.requestUpdate();
    }, leastTime);
  }
}
