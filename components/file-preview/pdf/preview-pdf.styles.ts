import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
  }

  .scroller {
    background: var(--_surface-sunken);
  }

  .pages {
    display: grid;
    gap: 1rem;
    max-inline-size: 56rem;
    margin-inline: auto;
    padding: 1rem;
  }

  /* Paper is white, whatever the scheme of the page. */
  .page {
    position: relative;
    overflow: clip;
    background: white;
    box-shadow: var(--_shadow-soft);
    color-scheme: only light;
  }

  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  /* What PDF.js sets on each piece of text, it leaves to a style sheet to apply. */
  .words {
    position: absolute;
    inset: 0;
    direction: ltr;
    overflow: clip;
    line-height: 1;
    text-align: initial;
    transform-origin: 0 0;
    forced-color-adjust: none;
    mix-blend-mode: multiply;
  }

  .words span,
  .words br {
    position: absolute;
    color: transparent;
    white-space: pre;
    cursor: text;
    transform-origin: 0 0;
  }

  .words > :not(.markedContent),
  .words .markedContent span:not(.markedContent) {
    font-size: calc(var(--total-scale-factor) * var(--min-font-size, 1) * var(--font-height, 0));
    transform: rotate(var(--rotate, 0deg)) scaleX(var(--scale-x, 1)) scale(calc(1 / var(--min-font-size, 1)));
  }

  .words ::selection {
    background: rgb(0 90 200 / 0.28);
  }

  /* The words themselves are in the drawing below, and have to shine through. */
  ::highlight(assistant-citation) {
    background-color: oklch(0.87 0.15 92 / 0.35);
    color: transparent;
  }

  ::highlight(assistant-citation-active) {
    background-color: oklch(0.8 0.16 85 / 0.5);
    color: transparent;
  }

  .words mark {
    background: oklch(0.87 0.15 92 / 0.35);
    color: transparent;
  }

  .words mark[data-active] {
    background: oklch(0.8 0.16 85 / 0.5);
  }

  .status {
    margin: 0;
    padding: 0.375rem 0.75rem;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
`;
