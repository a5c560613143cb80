import { css } from 'lit';

/** What fills the room of a preview and scrolls in it. */
export const pane = css`
  :host {
    block-size: 100%;
    min-block-size: 0;
  }

  .scroller {
    overflow: auto;
    overscroll-behavior: contain;
    outline-offset: -2px;
  }
`;
