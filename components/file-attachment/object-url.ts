import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Pictures up to this size are shown as they are, in bytes. */
const smallPicture = 128 * 1024;

/** An address for bytes in memory, given back when the element has really left the page: moving it keeps the picture. */
export class ObjectUrl implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #blob: Blob | undefined;
  #url: string | undefined;
  #picture: Blob | undefined;
  #thumbnail: Blob | undefined;

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

  /** The address of a picture small enough for a chip; undefined until it is made. */
  ofThumbnail(picture: Blob | undefined): string | undefined {
    if (picture !== this.#picture) {
      this.#picture = picture;
      this.#thumbnail = picture && picture.size > smallPicture ? undefined : picture;
      if (picture && !this.#thumbnail) void this.#shrink(picture);
    }
    return this.#thumbnail && this.of(this.#thumbnail);
  }

  hostConnected(): void {
    if (this.#blob && !this.#url) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#revoke();
    });
  }

  async #shrink(picture: Blob): Promise<void> {
    // What cannot be made smaller is shown as it is, or breaks there.
    const thumbnail = await import('./thumbnail.ts').then((module) => module.thumbnailOf(picture)).catch(() => picture);
    if (picture !== this.#picture) return;
    this.#thumbnail = thumbnail;
    this.#host.requestUpdate();
  }

  #revoke(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
  }
}
