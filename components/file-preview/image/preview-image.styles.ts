import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
  }

  .scroller {
    display: grid;
    place-items: safe center;
    background: var(--_surface-sunken);
    cursor: grab;
    /* Fingers zoom and move the picture, not the page. */
    touch-action: none;
  }

  .scroller:active {
    cursor: grabbing;
  }

  img {
    display: block;
    max-inline-size: none;
    /* Charts come with a transparent ground and dark strokes as often as not. */
    background: white;
    user-select: none;
  }

  .toolbar {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.25rem;
    padding: 0.375rem;
    border-block-start: 1px solid var(--_border);
  }

  .toolbar .bare {
    font-size: 1.125rem;
  }

  .level {
    min-inline-size: 3.5rem;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .quiet {
    min-block-size: 1.75rem;
    font-size: 0.8125rem;
  }
`;
