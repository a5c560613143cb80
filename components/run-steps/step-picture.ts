import { html, type TemplateResult } from 'lit';
import { lastingUrl, renewPicture } from '../file-attachment/lasting-url.ts';
import type { StepContext } from './step-view.ts';

/** A picture that a step has made; a click shows it as large as it is. */
export function stepPicture(url: string, { strings, files, openPicture }: StepContext): TemplateResult {
  const filename = files.find((file) => file.url === url)?.filename ?? `${strings.generatedImage}.png`;
  const label = strings.openFile(filename);
  return html`<a
    class="drawing"
    part="picture"
    href=${lastingUrl(url)}
    target="_blank"
    rel="noopener"
    aria-label=${label}
    title=${label}
    @click=${(event: MouseEvent) => openPicture(event, { url, filename })}
    ><img src=${url} alt="" loading="lazy" decoding="async" @error=${renewPicture}
  /></a>`;
}
