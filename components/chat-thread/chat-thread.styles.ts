import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
  }

  .scroller {
    overflow-y: auto;
    overflow-x: clip;
    outline-offset: -2px;
    overscroll-behavior: contain;
    scrollbar-gutter: stable both-edges;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }

  /* Someone has unfolded something: it stays where it is, whatever moves below. */
  .scroller[data-reading] {
    overflow-anchor: none;
  }

  .content {
    display: flex;
    flex-direction: column;
    max-inline-size: var(--_inline-size);
    min-block-size: 100%;
    margin-inline: auto;
    padding: 1rem 1rem 2rem;
  }

  /* Text leaves below header and above composer softly instead of being cut. */
  :host::before,
  :host::after {
    content: '';
    position: absolute;
    inset-inline: 0;
    z-index: 1;
    block-size: 1.25rem;
    background: linear-gradient(var(--_surface), transparent);
    pointer-events: none;
  }

  :host::before {
    inset-block-start: 0;
  }

  :host::after {
    inset-block-end: 0;
    rotate: 180deg;
  }

  /* Off screen, a whole group costs nothing; the size is a guess until it has been seen. */
  .chapter {
    content-visibility: auto;
    contain-intrinsic-size: auto 120000px;
  }

  .group {
    content-visibility: auto;
    contain-intrinsic-size: auto 12000px;
  }

  .chapter:last-of-type,
  .chapter:last-of-type .group:last-of-type {
    content-visibility: visible;
  }

  /* Within a group that is skipped as a whole, only the answer that may grow has blocks to skip. */
  article:not(:last-child) {
    --_block-visibility: visible;
  }

  /* As high as the buttons that come when it is near, so that nothing jumps then. */
  .assistant.unseen {
    padding-block-end: 3rem;
  }

  article {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding-block: 0.75rem;
  }

  .user {
    justify-items: end;
    gap: 0.375rem;
    padding-block: 1.25rem 0;
  }

  .bubble {
    max-inline-size: min(85%, 36rem);
    padding: 0.625rem 1rem;
    border-radius: var(--_radius-large);
    background: var(--_surface-sunken);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .files {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
    max-inline-size: 85%;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .files li {
    min-inline-size: 0;
  }

  .note {
    margin-inline-start: 0.375rem;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .unanswered {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 0.5rem;
    margin: 0.25rem 0 0;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .actions {
    display: flex;
    gap: 0.125rem;
    min-block-size: 1.75rem;
    margin-inline-end: -0.25rem;
  }

  /* Quiet until wanted, where there is a pointer that can hover; a finger and the keyboard always find them. */
  @media (hover: hover) {
    .actions {
      opacity: 0;
      transition: opacity var(--_quick) var(--_ease);
    }

    article:is(:hover, :focus-within) .actions {
      opacity: 1;
    }
  }

  .busy [data-act='edit'] {
    visibility: hidden;
  }

  [aria-pressed='true'].button {
    color: var(--_accent);
  }

  .earlier {
    display: flex;
    margin: 0.5rem auto;
  }

  .working {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    margin-block: 0.5rem;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .pulse {
    flex: none;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    margin-inline-start: 0.25rem;
    border-radius: 50%;
    background: var(--_accent);
    animation: pulse 1.4s ease-in-out infinite;
  }

  @keyframes pulse {
    50% {
      opacity: 0.35;
      scale: 0.7;
    }
  }

  .jump.button {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline: 0;
    z-index: 2;
    inline-size: 2.25rem;
    padding: 0;
    margin-inline: auto;
    border-color: transparent;
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
    color: var(--_muted);
  }

  .jump:hover {
    color: var(--_text);
  }

  @media (prefers-reduced-motion: no-preference) {
    .user:last-child {
      animation: arrive var(--_calm) var(--_ease);
    }

    .jump:not([hidden]) {
      animation: arrive var(--_calm) var(--_ease);
    }
  }

  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 0.5rem;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .pulse {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }

    :host::before,
    :host::after {
      content: none;
    }

    .pulse {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
