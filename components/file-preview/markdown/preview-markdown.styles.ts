import { css } from 'lit';

export const styles = css`
  .scroller {
    block-size: 100%;
  }

  .document {
    max-inline-size: var(--_inline-size);
    margin-inline: auto;
    padding: 1.25rem;
    overflow-wrap: break-word;
  }
`;
