import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    padding: 0.625rem 0.625rem 0;
    max-block-size: 12rem;
    overflow-y: auto;
    scrollbar-width: thin;
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    min-inline-size: 0;
    max-inline-size: min(18rem, 100%);
  }

  /* A press that rests lifts a file, so it selects nothing and opens no menu. */
  .movable {
    position: relative;
    border-radius: var(--_radius);
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    transition:
      scale var(--_quick) var(--_ease),
      box-shadow var(--_quick) var(--_ease);
  }

  .lifted {
    z-index: 1;
    outline: 2px solid var(--_accent);
    box-shadow: var(--_shadow);
    scale: 1.03;
  }

  :host(:has(.lifted)) {
    cursor: grabbing;
  }
`;
