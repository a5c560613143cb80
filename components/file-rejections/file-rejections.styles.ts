import { css } from 'lit';

export const styles = css`
  :host {
    color: var(--_danger);
    font-size: 0.875rem;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  ul {
    display: grid;
    gap: 0.375rem;
    max-block-size: 12rem;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
    scrollbar-width: thin;
  }

  li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding-block: 0.375rem;
    padding-inline: 0.75rem 0.375rem;
    border-radius: var(--_radius);
    background: var(--_danger-wash);
  }

  span {
    flex: 1;
  }

  .button {
    color: inherit;
  }

  @media (forced-colors: active) {
    li {
      border: 1px solid CanvasText;
    }
  }
`;
