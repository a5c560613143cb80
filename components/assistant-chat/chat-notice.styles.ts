import { css } from 'lit';

export const styles = css`
  .error {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    margin-block-end: 0.5rem;
    padding-block: 0.5rem;
    padding-inline: 0.875rem 0.5rem;
    border-radius: var(--_radius);
    background: var(--_danger-wash);
    color: var(--_danger);
    font-size: 0.875rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }

  .error p {
    flex: 1;
    margin: 0;
    padding-block: 0.25rem;
  }

  .error .button {
    flex: none;
    border-color: color-mix(in oklab, currentColor 30%, transparent);
    color: inherit;
  }

  .connection {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    margin: 0 0 0.5rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  @media (forced-colors: active) {
    .error {
      border: 1px solid CanvasText;
    }
  }
`;
