import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-block-size: 3.5rem;
    padding: 0.5rem 0.75rem;
  }

  .title {
    flex: 1;
    min-inline-size: 0;
    padding-inline: 0.375rem;
  }

  h2 {
    overflow: hidden;
    margin: 0;
    font-size: 1rem;
    font-weight: 600;
    letter-spacing: -0.006em;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [part='notice'] {
    overflow: hidden;
    margin: 0;
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @container chat (inline-size < 30rem) {
    :host {
      padding-inline: 0.5rem;
    }
  }
`;
