import { css } from 'lit';

export const citationMarkerStyles = css`
  /* No line begins with a marker: the joiner ties it to the word before, as long as nothing in here may wrap. */
  .citation {
    white-space: nowrap;
    user-select: none;
    -webkit-user-select: none;
  }

  .citation::before {
    content: '\\2060';
  }

  [part='marker'],
  .number {
    display: inline-block;
    min-inline-size: 1.5em;
    padding: 0 0.375em;
    border-radius: 100vmax;
    background: color-mix(in oklab, var(--_text) 9%, transparent);
    color: var(--_text);
    font: 600 calc(var(--_font-size) * 0.6875) / 1.5 var(--_font);
    font-variant-numeric: tabular-nums;
    letter-spacing: 0;
    text-align: center;
    white-space: nowrap;
  }

  [part='marker'] {
    appearance: none;
    position: relative;
    margin-inline: 0.2em 0.05em;
    border: 0;
    vertical-align: 0.28em;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color var(--_quick) var(--_ease),
      color var(--_quick) var(--_ease);
  }

  /* Larger for a finger than for the eye. */
  [part='marker']::after {
    content: '';
    position: absolute;
    inset: -0.375rem -0.1875rem;
  }

  [part='marker']:hover,
  [part='marker'][aria-expanded='true'] {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  [aria-expanded='true'] {
    anchor-name: --assistant-citation;
  }

  @media (forced-colors: active) {
    [part='marker'],
    .number {
      border: 1px solid currentColor;
    }

    [part='marker']:hover,
    [part='marker'][aria-expanded='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
