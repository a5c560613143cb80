import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Lets a text box grow with its text where the browser cannot do so by `field-sizing`. */
export class AutoGrow implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    if (!CSS.supports('field-sizing', 'content')) host.addController(this);
  }

  hostUpdated(): void {
    const box = this.#host.shadowRoot?.querySelector('textarea');
    if (!box) return;
    box.style.blockSize = 'auto';
    box.style.blockSize = `${box.scrollHeight}px`;
  }
}
