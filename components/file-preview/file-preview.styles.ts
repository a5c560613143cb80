import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 8rem;
    background: var(--_surface);
  }

  .view {
    flex: 1;
    min-block-size: 0;
  }

  .state {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.75rem;
    padding: 1.5rem;
    color: var(--_muted);
    text-align: center;
  }

  .state p {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: 26rem;
    margin: 0;
    text-wrap: balance;
  }

  .note {
    margin: 0;
    padding: 0.5rem 1rem;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface-sunken);
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  progress {
    inline-size: 12rem;
    accent-color: var(--_accent);
  }
`;
