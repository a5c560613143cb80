import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
    min-inline-size: 0;
    vertical-align: top;
    font-size: 0.875rem;
    line-height: 1.3;
  }

  .chip {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.625rem;
    max-inline-size: 100%;
    min-block-size: 3.25rem;
    padding-block: 0.375rem;
    padding-inline: 0.375rem 0.5rem;
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    transition: border-color var(--_quick) var(--_ease);
  }

  .chip:has(.main:is(a, button):hover) {
    border-color: var(--_border-strong);
  }

  .chip:has(.main:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .main {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.625rem;
    min-inline-size: 0;
    border-radius: var(--_radius-small);
    outline: none;
    color: inherit;
    text-decoration: none;
  }

  button.main {
    appearance: none;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  /* The whole chip answers to a click, without swallowing its buttons. */
  .main:is(a, button)::after {
    content: '';
    position: absolute;
    inset: 0;
  }

  .tile {
    isolation: isolate;
    --_hue: 235;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    overflow: clip;
    border-radius: calc(var(--_radius) - 0.3125rem);
    background: light-dark(oklch(0.955 0.018 var(--_hue)), oklch(0.33 0.03 var(--_hue)));
    color: light-dark(oklch(0.48 0.085 var(--_hue)), oklch(0.84 0.06 var(--_hue)));
    font-size: 1.125rem;
  }

  .table {
    --_hue: 158;
  }

  .image {
    --_hue: 310;
  }

  .code {
    --_hue: 70;
  }

  .archive {
    --_hue: 45;
  }

  .sound {
    --_hue: 345;
  }

  .failed .tile {
    background: var(--_danger-wash);
    color: var(--_danger);
  }

  .tile img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .tile:has(img) {
    box-shadow: inset 0 0 0 1px var(--_border);
    background: white;
  }

  .tile img {
    position: relative;
    z-index: -1;
  }

  .words {
    display: grid;
    justify-items: start;
    min-inline-size: 0;
    gap: 0.0625rem;
  }

  .name {
    display: flex;
    min-inline-size: 0;
    max-inline-size: 100%;
    font-weight: 500;
    white-space: pre;
  }

  .head {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .tail {
    flex: none;
  }

  .detail {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  .failed .detail {
    color: var(--_danger);
  }

  .actions {
    position: relative;
    display: flex;
    flex: none;
    margin-inline-start: auto;
  }

  progress {
    appearance: none;
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    background: var(--_surface-sunken);
    color: var(--_accent);
  }

  progress::-webkit-progress-bar {
    background: var(--_surface-sunken);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size var(--_calm) linear;
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  figure {
    position: relative;
    margin: 0;
  }

  .picture {
    display: block;
    inline-size: fit-content;
    max-inline-size: min(100%, 32rem);
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    /* Charts come with a transparent ground and dark strokes as often as not. */
    background: white;
  }

  .picture img {
    display: block;
    max-inline-size: 100%;
    max-block-size: 22rem;
    min-inline-size: 4rem;
    min-block-size: 2rem;
    object-fit: contain;
  }

  figcaption {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding-block: 0.25rem;
  }

  figcaption .name {
    font-weight: 400;
  }

  @media (forced-colors: active) {
    .tile {
      border: 1px solid CanvasText;
      color: CanvasText;
    }

    progress {
      border-block-start: 1px solid CanvasText;
      color: Highlight;
      forced-color-adjust: none;
    }

    progress::-webkit-progress-value {
      background: Highlight;
    }
  }
`;
