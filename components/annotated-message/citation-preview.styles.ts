import { css } from 'lit';

export const citationPreviewStyles = css`
  .preview {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: min(22rem, 100vw - 1rem);
    max-block-size: min(18rem, 100vh - 1rem);
    margin: 0;
    padding: 0.75rem;
    overflow: auto;
    overscroll-behavior: contain;
    border: 0 solid CanvasText;
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: inherit;
    box-shadow: var(--_shadow);
    font-size: 0.875rem;
    line-height: 1.45;
    transition:
      opacity var(--_quick) var(--_ease),
      translate var(--_quick) var(--_ease);
  }

  @starting-style {
    .preview {
      opacity: 0;
      translate: 0 -0.25rem;
    }
  }

  @supports (position-area: block-end) {
    .preview {
      position-anchor: --assistant-citation;
      position-area: block-end;
      position-try-fallbacks: flip-block;
      margin: 0.5rem;
    }
  }

  .preview header {
    display: flex;
    align-items: start;
    gap: 0.625rem;
  }

  .preview header > .icon {
    margin-block-start: 0.0625rem;
    color: var(--_muted);
  }

  .preview .words {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }

  .preview .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .preview header .button {
    margin: -0.25rem;
  }

  .preview blockquote,
  .preview p {
    margin: 0;
    margin-block-start: 0.625rem;
  }

  .preview blockquote {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--_lit);
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .open {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin-block-start: 0.625rem;
    color: var(--_accent);
    font-weight: 500;
    text-underline-offset: 0.2em;
  }

  .open .icon {
    inline-size: 1rem;
    block-size: 1rem;
  }

  @media (forced-colors: active) {
    .preview {
      border-width: 1px;
    }
  }
`;
