import { css } from 'lit';

/** Buttons, links that act like buttons, and icons, alike in every element. */
export const controls = css`
  .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    flex: none;
    display: block;
  }

  .button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.875rem;
    border: 1px solid var(--_border);
    border-radius: 100vmax;
    background: transparent;
    color: var(--_text);
    font-size: 0.875rem;
    font-weight: 500;
    line-height: 1.25;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color var(--_quick) var(--_ease),
      border-color var(--_quick) var(--_ease),
      color var(--_quick) var(--_ease),
      opacity var(--_quick) var(--_ease);
  }

  .button:hover {
    background: var(--_hover);
  }

  .button:active {
    background: var(--_pressed);
  }

  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  .button.danger {
    color: var(--_danger);
  }

  .button.quiet {
    border-color: transparent;
  }

  /* A square with nothing but an icon; large enough for a thumb by its invisible margin. */
  .button.bare {
    position: relative;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    padding: 0;
    border-color: transparent;
    border-radius: var(--_radius-medium);
    color: var(--_muted);
  }

  .button.bare:hover {
    color: var(--_text);
  }

  .button.bare.small {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    min-block-size: 1.75rem;
    border-radius: var(--_radius-small);
  }

  .button.bare.small .icon {
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
  }

  .button.bare.small::before {
    content: '';
    position: absolute;
    inset: -0.25rem;
  }

  .button:disabled,
  .button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.45;
  }

  /* Its name, in the room it will take, while the code that shows a file is on its way. */
  file-attachment:not(:defined) {
    display: inline-block;
    min-block-size: 3.25rem;
    font-size: 0.875rem;
  }

  /* Turns while something is under way. */
  .spinner {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border: 1.5px solid color-mix(in oklab, currentColor 22%, transparent);
    border-block-start-color: currentColor;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .button {
      border-color: ButtonText;
    }

    .button.primary {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }

    .button:disabled,
    .button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
