import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageStrings } from './message-strings.ts';
import type { CitedSource } from './citations.ts';
import { sourceDetail, sourceIcon, sourceLink } from './source-view.ts';

/** As many as stand below a message without being asked for; one more would fit where the button stands. */
const few = 5;

export interface SourceListOptions {
  strings: MessageStrings;
  isWhole: boolean;
  enter: (event: Event) => void;
  leave: (event: Event) => void;
  open: (event: PointerEvent) => void;
  showAll: (event: Event) => void;
}

/** The sources below a message, by number. */
export function renderSources(
  sources: readonly CitedSource[],
  { strings, isWhole, enter, leave, open, showAll }: SourceListOptions,
): TemplateResult {
  const shown = isWhole || sources.length <= few + 1 ? sources : sources.slice(0, few);
  return html`<section part="sources" class="sources" aria-labelledby="sources">
    <div id="sources" class="heading">${strings.sources}</div>
    <ol role="list">
      ${repeat(
        shown,
        ({ key }) => key,
        (source) =>
          html`<li
            value=${source.number}
            data-key=${source.key}
            @pointerenter=${enter}
            @pointerleave=${leave}
            @focusin=${enter}
            @focusout=${leave}
          >
            <span class="number" data-number=${source.number}></span>
            ${renderControl(source, strings, open)}
          </li>`,
      )}
    </ol>
    ${
      shown.length < sources.length
        ? html`<button type="button" class="button quiet more" @click=${showAll}>
            ${strings.showMoreSources(sources.length - shown.length)}
          </button>`
        : nothing
    }
  </section>`;
}

/** A source that has an address is a link to it; any other a button, which shows what is known of it. */
function renderControl(
  source: CitedSource,
  strings: MessageStrings,
  open: (event: PointerEvent) => void,
): TemplateResult {
  const link = sourceLink(source.source);
  const words = html`${sourceIcon(source.source)}<bdi class="name" dir="auto">${source.name}</bdi
    ><span class="detail">${sourceDetail(source.source, strings)}</span>`;
  return link
    ? html`<a class="source" href=${link} target="_blank" rel="noopener noreferrer" @click=${open}>${words}</a>`
    : html`<button type="button" class="source" aria-haspopup="dialog" aria-expanded="false" @click=${open}>
        ${words}
      </button>`;
}
