import { css } from 'lit';

/** Words that rest on a source, and those somebody points at. */
export const passageStyles = css`
  :host {
    --_lit: light-dark(
      color-mix(in oklab, var(--_highlight) 35%, oklch(0.87 0.14 92)),
      color-mix(in oklab, var(--_highlight) 45%, oklch(0.58 0.11 88))
    );
  }

  /* Of the ranges in CSS.highlights, those in this shadow root. */
  ::highlight(assistant-citation) {
    background-color: var(--_highlight);
  }

  ::highlight(assistant-citation-active) {
    background-color: var(--_lit);
  }

  mark,
  math[data-lit] {
    background: var(--_highlight);
    color: inherit;
  }

  mark[data-active],
  math[data-lit='active'] {
    background: var(--_lit);
  }

  @media (forced-colors: active) {
    ::highlight(assistant-citation) {
      background-color: Mark;
      color: MarkText;
    }

    ::highlight(assistant-citation-active) {
      background-color: Highlight;
      color: HighlightText;
    }

    mark,
    math[data-lit] {
      forced-color-adjust: none;
      background: Mark;
      color: MarkText;
    }

    mark[data-active],
    math[data-lit='active'] {
      background: Highlight;
      color: HighlightText;
    }
  }
`;
