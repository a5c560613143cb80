import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ObjectUrl } from '../file-attachment/object-url.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import * as icons from '../styles/icons.ts';
import type { PreviewedFile } from './read-content.ts';

/** The link that saves a file, whether it lies at an address or in memory. */
export class DownloadLink {
  readonly #local: ObjectUrl;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#local = new ObjectUrl(host);
  }

  /** Without `words` it is an icon that says them to those who ask. */
  render(file: PreviewedFile | File, words: string, isIcon = false): TemplateResult | typeof nothing {
    const isLocal = file instanceof File;
    const url = isLocal ? this.#local.of(file) : safeUrl(file.url);
    if (!url) return nothing;
    const filename = isLocal ? file.name : file.filename;
    return isIcon
      ? html`<a class="button bare" href=${url} download=${filename} aria-label=${words} title=${words}
          >${icons.download}</a
        >`
      : html`<a class="button" href=${url} download=${filename}>${icons.download}${words}</a>`;
  }
}
