import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
  }

  .overlay {
    position: absolute;
    inset: 0;
    z-index: 10;
    display: grid;
    place-content: center;
    padding: 1rem;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_surface) 88%, var(--_accent));
    color: var(--_accent);
    font-size: var(--_font-size);
    font-weight: 600;
    text-align: center;
    text-wrap: balance;
    opacity: 0;
    visibility: hidden;
    /* What is dragged must find the elements below, or it would leave and enter without end. */
    pointer-events: none;
    transition:
      opacity var(--_quick) var(--_ease),
      visibility var(--_quick);
  }

  :host([dragover]) .overlay {
    opacity: 1;
    visibility: visible;
  }

  :host([dragover]:not([dragover-valid])) .overlay {
    border-color: var(--_danger);
    background: color-mix(in oklab, var(--_surface) 90%, var(--_danger));
    color: var(--_danger);
  }

  .own {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    align-items: flex-start;
    padding: 1rem;
    border: 1px dashed var(--_border-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: var(--_font-size);
  }

  :host(:disabled) .own {
    opacity: 0.6;
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  @media (forced-colors: active) {
    .overlay {
      background: Canvas;
    }
  }
`;
