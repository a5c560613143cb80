import { html, nothing, type TemplateResult } from 'lit';
import type { SoughtPassage } from '../file-preview/find-passage.ts';
import type { FoundState } from '../file-preview/placed-passages.ts';
import type { PreviewStrings } from '../file-preview/preview-strings.ts';
import * as icons from '../styles/icons.ts';

export interface ShownPassages {
  readonly passages: readonly SoughtPassage[];
  readonly current: number;
  /** How far the search for the current one has come. */
  readonly state: FoundState;
}

/** What is cited, which of how many it is, and the way to the next; and plainly, where the document does not hold it. */
export function renderPassages(
  { passages, current, state }: ShownPassages,
  words: PreviewStrings,
  { previous, next }: { previous: () => void; next: () => void },
): TemplateResult {
  const note = words.passageState(state);
  return html`<section class="passages" part="passages" aria-label=${words.passages}>
    <blockquote dir="auto">${passages[current]?.quote.trim()}</blockquote>
    ${
      passages.length > 1
        ? html`<div class="steps">
            ${renderStep(words.previousPassage, 'previous', previous)}
            <span role="status" dir="auto">${words.passage(current + 1, passages.length)}</span>
            ${renderStep(words.nextPassage, 'next', next)}
          </div>`
        : nothing
    }
    <p class="found" role="status" ?hidden=${!note}>${note}</p>
  </section>`;
}

function renderStep(label: string, kind: string, handle: () => void): TemplateResult {
  return html`<button
    type="button"
    class="button bare small ${kind}"
    aria-label=${label}
    title=${label}
    @click=${handle}
  >
    ${icons.chevron}
  </button>`;
}
