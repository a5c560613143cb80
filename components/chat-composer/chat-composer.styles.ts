import { css } from 'lit';

export const styles = css`
  :host {
    max-inline-size: 100%;
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-large);
    background: var(--_surface-raised);
    box-shadow: var(--_shadow-soft);
    cursor: text;
    transition:
      border-color var(--_quick) var(--_ease),
      box-shadow var(--_quick) var(--_ease);
  }

  /* The box itself is what has the focus; a ring inside a ring would say it twice. */
  form:focus-within {
    border-color: var(--_border-strong);
  }

  form:has(textarea:focus-visible) {
    border-color: color-mix(in oklab, var(--_accent) 60%, var(--_border));
    box-shadow: 0 0 0 3px var(--_accent-wash);
  }

  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 3.25rem;
    max-block-size: min(40dvh, 15rem);
    padding-block: 0.875rem 0.25rem;
    padding-inline: 1.125rem;
    border: 0;
    background: none;
    color: var(--_text);
    font-size: var(--_font-size);
    line-height: 1.5;
    resize: none;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    field-sizing: content;
  }

  textarea:focus-visible {
    outline: none;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  draft-files:not(:defined) {
    display: block;
    min-block-size: 3.875rem;
    padding: 0.625rem;
    font-size: 0.875rem;
  }

  .bar {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.25rem 0.5rem 0.5rem;
  }

  .bar .bare {
    border-radius: 50%;
  }

  /* A phone has a camera at hand; folders are what other machines have. */
  .camera {
    display: none;
  }

  @media (pointer: coarse) {
    .camera {
      display: inline-flex;
    }

    .folder {
      display: none;
    }
  }

  .hint {
    flex: 1;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.3;
    text-align: end;
  }

  .hint.wrong {
    color: var(--_danger);
  }

  .act.button {
    flex: none;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    padding: 0;
    border-radius: 50%;
  }

  .act[aria-disabled='true'] {
    background: var(--_surface-sunken);
    color: var(--_muted);
    opacity: 1;
  }

  file-rejections {
    margin-block-end: 0.5rem;
  }

  @media (forced-colors: active) {
    form:has(textarea:focus-visible) {
      outline: 2px solid Highlight;
    }
  }
`;
