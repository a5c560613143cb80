import { css } from 'lit';

export const styles = css`
  :host {
    font-size: 0.875rem;
  }

  summary,
  .summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 1.75rem;
    border-radius: var(--_radius-small);
    color: var(--_muted);
    list-style: none;
  }

  summary {
    cursor: pointer;
    transition: color var(--_quick) var(--_ease);
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover {
    color: var(--_text);
  }

  .mark .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  .title {
    flex: none;
    font-weight: 500;
  }

  .detail {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .fold {
    opacity: 0.7;
    transition: rotate var(--_calm) var(--_ease);
    rotate: -90deg;
  }

  .fold:dir(rtl) {
    rotate: 90deg;
  }

  .fold .icon {
    inline-size: 1rem;
    block-size: 1rem;
  }

  [open] > summary .fold {
    rotate: 0deg;
  }

  .failed .mark,
  .failed .title,
  .error {
    color: var(--_danger);
  }

  .running .mark {
    color: var(--_accent);
  }

  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    margin-block: 0.25rem 0.625rem;
    margin-inline-start: 0.5rem;
    padding-block: 0.125rem;
    padding-inline-start: 1.0625rem;
    border-inline-start: 1px solid var(--_border);
    color: var(--_text);
    line-height: 1.5;
  }

  .prose:not(.code) {
    color: var(--_muted);
  }

  .code {
    max-block-size: 22rem;
    overflow: auto;
    border-radius: var(--_radius-medium);
  }

  /* The controls of long code stay in reach. */
  .code [part='code-header'] {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface-sunken);
  }

  /* Code that is being written stays at its newest line, without a script that measures. */
  .running .code {
    display: flex;
    flex-direction: column-reverse;
  }

  .caption {
    margin-block: 0 0.25rem;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }

  .time {
    flex: none;
    font-variant-numeric: tabular-nums;
  }

  .drawing {
    display: block;
    justify-self: start;
    max-inline-size: min(100%, 28rem);
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-medium);
    /* Charts come with a transparent ground and dark strokes as often as not. */
    background: white;
    cursor: zoom-in;
  }

  .drawing img {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
  }

  .error {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .passages,
  .pages {
    display: grid;
    gap: 0.625rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .pages {
    gap: 0.25rem;
  }

  .source {
    font-weight: 500;
  }

  .passages p {
    display: -webkit-box;
    overflow: hidden;
    margin: 0;
    color: var(--_muted);
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
  }

  .pages a {
    display: flex;
    gap: 0.375rem;
    min-inline-size: 0;
    color: inherit;
    text-decoration: none;
  }

  .pages a:hover .source {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .pages span {
    overflow: hidden;
    color: var(--_muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .question {
    display: flex;
    gap: 0.5rem;
    margin-block: 0.375rem 0.75rem;
    margin-inline-start: 1.625rem;
  }

  /* What is under way has light passing over its words. */
  @media (prefers-reduced-motion: no-preference) and (forced-colors: none) {
    .running .title {
      background: linear-gradient(
          100deg,
          transparent 35%,
          color-mix(in oklab, var(--_surface) 55%, transparent) 50%,
          transparent 65%
        )
        0 0 / 300% 100% no-repeat;
      background-color: currentColor;
      background-clip: text;
      -webkit-text-fill-color: transparent;
      animation: glint 2.2s linear infinite;
    }

    .body {
      animation: unfold var(--_calm) var(--_ease);
    }
  }

  @keyframes glint {
    from {
      background-position: 100% 0;
    }

    to {
      background-position: 0 0;
    }
  }

  @keyframes unfold {
    from {
      opacity: 0;
      translate: 0 -0.25rem;
    }
  }
`;
