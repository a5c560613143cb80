import { css } from 'lit';

export const styles = css`
  [part='trigger'] {
    anchor-name: --threads;
  }

  [popover] {
    inline-size: min(22rem, calc(100vw - 1rem));
    max-block-size: min(32rem, 70dvh);
    padding: 0.375rem;
    overflow-y: auto;
    overscroll-behavior: contain;
    border: 0;
    border-radius: calc(var(--_radius) + 0.125rem);
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: 0.875rem;
    scrollbar-width: thin;
  }

  /* Below its button where the browser can; elsewhere in the middle of the page, where popovers stand by themselves. */
  @supports (position-area: block-end) {
    [popover] {
      position-anchor: --threads;
      position-area: block-end span-inline-end;
      position-try-fallbacks: flip-block, flip-inline;
      inset: auto;
      margin: 0.25rem 0;
    }
  }

  .new {
    inline-size: 100%;
    justify-content: start;
    padding-inline: 0.625rem;
    border-radius: var(--_radius-medium);
  }

  .new:focus-visible,
  .more:focus-visible,
  .thread:focus-visible {
    outline-offset: -2px;
  }

  .more {
    inline-size: 100%;
    border-radius: var(--_radius-medium);
    color: var(--_muted);
  }

  .empty {
    margin: 0;
    padding: 1rem;
    color: var(--_muted);
    text-align: center;
  }

  .empty .spinner {
    display: inline-block;
  }

  ul {
    margin: 0.375rem 0 0;
    padding: 0.375rem 0 0;
    border-block-start: 1px solid var(--_border);
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    min-block-size: 2.5rem;
    padding-inline-end: 0.25rem;
    border-radius: var(--_radius-medium);
  }

  li:hover {
    background: var(--_hover);
  }

  li:has([aria-current]) {
    background: var(--_accent-wash);
  }

  .thread {
    display: flex;
    flex: 1;
    align-items: baseline;
    gap: 0.75rem;
    min-inline-size: 0;
    padding: 0.5rem 0.625rem;
    border: 0;
    border-radius: var(--_radius-medium);
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .name {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [aria-current] .name {
    font-weight: 500;
  }

  time {
    flex: none;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  @media (hover: hover) {
    li > .bare {
      opacity: 0;
    }

    li:is(:hover, :focus-within) > .bare {
      opacity: 1;
    }
  }

  .rename {
    flex: 1;
    padding: 0.1875rem 0 0.1875rem 0.25rem;
    padding-inline: 0.25rem 0;
  }

  input {
    inline-size: 100%;
    padding: 0.3125rem 0.375rem;
    border: 1px solid var(--_accent);
    border-radius: var(--_radius-small);
    outline: none;
    background: var(--_surface);
  }

  .confirm {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
    padding-block: 0.25rem;
    padding-inline-start: 0.625rem;
  }

  .confirm span {
    flex: 1;
  }

  .confirm .button {
    min-block-size: 1.875rem;
  }

  @media (prefers-reduced-motion: no-preference) {
    [popover]:popover-open {
      animation: open var(--_quick) var(--_ease);
    }
  }

  @keyframes open {
    from {
      opacity: 0;
      translate: 0 -0.25rem;
    }
  }

  @media (forced-colors: active) {
    [popover] {
      border: 1px solid CanvasText;
    }

    li:has([aria-current]) {
      outline: 1px solid Highlight;
    }
  }
`;
