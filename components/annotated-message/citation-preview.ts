import { html, nothing, type TemplateResult } from 'lit';
import type { Annotation, AnnotationSource } from '../../protocol/index.ts';
import type { MessageStrings } from './message-strings.ts';
import * as icons from '../styles/icons.ts';
import { sourceName } from './citation-source.ts';
import { sourceDetail, sourceIcon, sourceLink } from './source-view.ts';

export interface Previewed {
  source: AnnotationSource;
  /** The places it is cited for, as far as they are what is previewed. */
  annotations: readonly Annotation[];
  /** What is wrong with it. */
  note?: string;
}

export interface PreviewHandlers {
  open: (event: MouseEvent) => void;
  close: (event: Event) => void;
}

/** What a preview says: the source's name and kind, the passages it is cited for, and a way to it. */
export function renderPreview(
  { source, annotations, note }: Previewed,
  strings: MessageStrings,
  { open, close }: PreviewHandlers,
): TemplateResult {
  const quotes = [...new Set(annotations.flatMap(({ quote }) => quote?.trim() || []))];
  const link = sourceLink(source);
  const name = sourceName(source);
  return html`<header>
      ${sourceIcon(source)}
      <div class="words">
        <bdi class="name" id="preview-name" dir="auto">${name}</bdi>
        <span class="detail">${sourceDetail(source, strings)}</span>
      </div>
      <button
        type="button"
        class="button bare small"
        aria-label=${strings.closePreview}
        title=${strings.closePreview}
        @click=${close}
      >
        ${icons.close}
      </button>
    </header>
    <div id="preview-words">
      ${quotes.map((quote) => html`<blockquote dir="auto">${quote}</blockquote>`)}
      ${note ? html`<p>${note}</p>` : nothing}
    </div>
    ${
      link
        ? html`<a
            class="open"
            href=${link}
            target="_blank"
            rel="noopener noreferrer"
            aria-label=${strings.openSource(name)}
            @click=${open}
            >${strings.openLink}${icons.open}</a
          >`
        : nothing
    }`;
}
