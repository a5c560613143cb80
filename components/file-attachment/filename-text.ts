import { html, nothing, type TemplateResult } from 'lit';
import { splitFilename } from './split-filename.ts';

/** The whole name stands in the text; only the eye sees its middle cut. Isolated, so that a name in another script stays in order. */
export function filenameText(filename: string): TemplateResult {
  const [head, tail] = splitFilename(filename);
  return html`<bdi class="name" dir="auto" title=${filename}
    ><span class="head">${head}</span>${tail ? html`<span class="tail">${tail}</span>` : nothing}</bdi
  >`;
}
