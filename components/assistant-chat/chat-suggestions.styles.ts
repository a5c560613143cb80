import { css } from 'lit';

export const styles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li + li {
    border-block-start: 1px solid var(--_border);
  }

  button {
    display: flex;
    align-items: center;
    gap: 1rem;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 0;
    border: 0;
    background: none;
    color: var(--_muted);
    text-align: start;
    cursor: pointer;
    transition:
      color var(--_quick) var(--_ease),
      padding var(--_calm) var(--_ease);
  }

  button span {
    flex: 1;
  }

  button .icon {
    opacity: 0;
    rotate: 90deg;
    transition: opacity var(--_quick) var(--_ease);
  }

  button .icon:dir(rtl) {
    rotate: -90deg;
  }

  button:is(:hover, :focus-visible) {
    padding-inline-start: 0.25rem;
    color: var(--_text);
  }

  button:is(:hover, :focus-visible) .icon {
    opacity: 1;
  }
`;
