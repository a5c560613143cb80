import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { lastingUrl } from '../file-attachment/lasting-url.ts';
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
    const address = isLocal ? this.#local.of(file) : safeUrl(file.url);
    if (!address) return nothing;
    const url = lastingUrl(address);
    const filename = isLocal ? file.name : file.filename;
    return isIcon
      ? html`<a class="button bare" href=${url} download=${filename} aria-label=${words} title=${words}
          >${icons.download}</a
        >`
      : html`<a class="button" href=${url} download=${filename}>${icons.download}${words}</a>`;
  }
}
