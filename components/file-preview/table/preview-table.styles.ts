import { css } from 'lit';

export const styles = css`
  :host {
    --_row: 2rem;
    --_lit: light-dark(
      color-mix(in oklab, var(--_highlight) 35%, oklch(0.87 0.14 92)),
      color-mix(in oklab, var(--_highlight) 45%, oklch(0.58 0.11 88))
    );
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    font-size: 0.8125rem;
  }

  .scroller {
    /* Rows that come and go above must not move the others. */
    overflow-anchor: none;
  }

  /* As wide as its columns, with what is left over for all of them. */
  table {
    inline-size: max(100%, var(--_total) * 1ch + var(--_columns) * 1.5rem);
    border-spacing: 0;
    table-layout: fixed;
    font-variant-numeric: tabular-nums;
  }

  tr {
    block-size: var(--_row);
  }

  .space {
    block-size: calc(var(--_rows) * var(--_row));
  }

  th,
  td {
    block-size: var(--_row);
    padding-block: 0;
    padding-inline: 0.75rem;
    overflow: hidden;
    border-block-end: 1px solid var(--_border);
    font-weight: inherit;
    line-height: 1.4;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .number {
    text-align: end;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    inline-size: calc(var(--_width) * 1ch + 1.5rem);
    padding: 0;
    background: var(--_surface-sunken);
  }

  .index {
    padding-inline: 0.75rem;
    color: var(--_muted);
    text-align: end;
  }

  tbody tr:hover {
    background: var(--_hover);
  }

  .lit {
    background: var(--_highlight);
  }

  .lit.current {
    background: var(--_lit);
  }

  .lit .index {
    color: inherit;
  }

  button {
    appearance: none;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    inline-size: 100%;
    block-size: 100%;
    padding-inline: 0.75rem;
    border: 0;
    background: none;
    font-weight: 600;
    cursor: pointer;
    outline-offset: -2px;
  }

  button:hover {
    background: var(--_hover);
  }

  .number button {
    flex-direction: row-reverse;
  }

  .name {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .icon {
    flex: none;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    opacity: 0;
  }

  button:hover .icon,
  button:focus-visible .icon {
    opacity: 0.5;
  }

  [aria-sort='ascending'] .icon {
    rotate: 180deg;
  }

  [aria-sort$='ending'] button .icon {
    opacity: 1;
  }

  .status {
    margin: 0;
    padding: 0.375rem 0.75rem;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .lit {
      forced-color-adjust: none;
      background: Mark;
      color: MarkText;
    }

    .lit.current {
      background: Highlight;
      color: HighlightText;
    }
  }
`;
