import { css } from 'lit';

export const styles = css`
  :host {
    --_edge: 1.25rem;
    --_launcher: 3.5rem;
  }

  [part='launcher'] {
    position: fixed;
    inset-block-end: max(var(--_edge), env(safe-area-inset-bottom));
    inset-inline-end: var(--_edge);
    z-index: 1;
    inline-size: var(--_launcher);
    block-size: var(--_launcher);
    padding: 0;
    border-radius: 50%;
    box-shadow: var(--_shadow);
  }

  [part='launcher'] .icon {
    inline-size: 1.5rem;
    block-size: 1.5rem;
  }

  [part='panel'] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    overflow: clip;
    border: 0;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    color: inherit;
  }

  :host([layout='popup']) [part='panel'] {
    inset-block-end: calc(var(--_edge) + var(--_launcher) + 0.75rem);
    inset-inline-end: var(--_edge);
    inline-size: min(26rem, calc(100vw - 2 * var(--_edge)));
    block-size: min(42rem, calc(100dvh - 2 * var(--_edge) - var(--_launcher) - 0.75rem));
    border-radius: calc(var(--_radius) * 1.5);
  }

  :host([layout='sidebar']) [part='panel'] {
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: min(28rem, 100vw);
    block-size: 100dvh;
  }

  :host([layout='sidebar'][open]) [part='launcher'] {
    visibility: hidden;
  }

  /* On a phone there is room for one thing at a time. */
  @media (width < 30rem) {
    :host([layout]) [part='panel'] {
      inset: 0;
      inline-size: 100vw;
      block-size: 100dvh;
      border-radius: 0;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    [part='panel']:popover-open {
      animation: rise var(--_calm) var(--_ease);
    }

    :host([layout='sidebar']) [part='panel']:popover-open {
      animation-name: slide;
    }

    :host([layout='sidebar']) [part='panel']:dir(rtl):popover-open {
      animation-name: rise;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 0.75rem;
    }
  }

  @keyframes slide {
    from {
      opacity: 0;
      translate: 1.5rem 0;
    }
  }

  @media (forced-colors: active) {
    [part='panel'] {
      border: 1px solid CanvasText;
    }
  }
`;
