import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** An address for bytes in memory, given back when the element has really left the page: moving it keeps the picture. */
export class ObjectUrl implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #blob: Blob | undefined;
  #url: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The address of these bytes; the same one for as long as they are the same. */
  of(blob: Blob | undefined): string | undefined {
    if (blob !== this.#blob) this.#revoke();
    this.#blob = blob;
    return (this.#url ??= blob && URL.createObjectURL(blob));
  }

  hostConnected(): void {
    if (this.#blob && !this.#url) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#revoke();
    });
  }

  #revoke(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
  }
}
