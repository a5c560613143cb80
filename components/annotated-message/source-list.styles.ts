import { css } from 'lit';

export const sourceListStyles = css`
  .sources {
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--_border);
    font-size: 0.875em;
    line-height: 1.4;
  }

  .heading {
    margin-block-end: 0.25rem;
    color: var(--_muted);
    font-size: var(--_text-tiny);
    font-weight: 600;
  }

  .sources ol {
    margin: 0;
    margin-inline: -0.5rem;
    padding: 0;
    list-style: none;
  }

  .sources li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding-inline: 0.5rem;
    border-radius: var(--_radius-small);
    transition: background-color var(--_quick) var(--_ease);
  }

  .sources li:hover,
  .sources li:focus-within {
    background: var(--_hover);
  }

  /* Not text, so that a copied list has no stray digits. */
  .number::before {
    content: attr(data-number);
  }

  .source {
    appearance: none;
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    min-block-size: 2rem;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }

  .sources .icon {
    inline-size: 1rem;
    block-size: 1rem;
    color: var(--_muted);
  }

  .name {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .sources .name {
    white-space: nowrap;
  }

  .source:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .detail {
    flex: none;
    color: var(--_muted);
  }

  .sources .more {
    margin-inline-start: -0.875rem;
  }
`;
