import { css } from 'lit';

export const styles = css`
  :host {
    font-size: 0.875rem;
  }

  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.125rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: fit-content;
    min-block-size: 1.75rem;
    border-radius: var(--_radius-small);
    color: var(--_muted);
    font-weight: 500;
    list-style: none;
    cursor: pointer;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover {
    color: var(--_text);
  }

  summary .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  .fold {
    opacity: 0.7;
    transition: rotate var(--_calm) var(--_ease);
    rotate: -90deg;
  }

  .fold:dir(rtl) {
    rotate: 90deg;
  }

  [open] > summary .fold {
    rotate: 0deg;
  }

  [open] > ul {
    margin-block: 0.25rem 0.5rem;
    margin-inline-start: 0.5rem;
    padding-inline-start: 1.0625rem;
    border-inline-start: 1px solid var(--_border);
  }
`;
