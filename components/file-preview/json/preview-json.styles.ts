import { css } from 'lit';

export const styles = css`
  .scroller {
    direction: ltr;
    block-size: 100%;
    padding: 0.75rem 1rem;
    font-family: var(--_code-font);
    font-size: 0.8125rem;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }

  summary {
    inline-size: fit-content;
    padding-inline-end: 0.5rem;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  summary:hover {
    background: var(--_hover);
  }

  summary::marker {
    color: var(--_muted);
  }

  .children {
    margin-inline-start: 0.3125rem;
    padding-inline-start: 1rem;
    border-inline-start: 1px solid var(--_border);
  }

  .leaf {
    padding-inline-start: 1.05em;
    white-space: pre-wrap;
  }

  .key {
    color: var(--_accent);
  }

  .count,
  .shape {
    color: var(--_muted);
  }

  .string {
    color: light-dark(oklch(0.45 0.1 150), oklch(0.82 0.1 150));
    unicode-bidi: isolate;
  }

  .number,
  .word {
    color: light-dark(oklch(0.48 0.14 40), oklch(0.82 0.1 65));
  }

  @media (forced-colors: active) {
    .key,
    .string,
    .number,
    .word {
      color: CanvasText;
    }
  }
`;
