import { css } from 'lit';

export const styles = css`
  :host {
    color-scheme: light dark;
    contain: content;
    block-size: min(46rem, 100dvh);
    min-block-size: 18rem;
    background: var(--_surface);
    font-size: var(--_font-size);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  /* A fixed descendant of a box with containment would be fixed to that box. */
  :host(:is([layout='popup'], [layout='sidebar'])) {
    display: contents;
    contain: none;
  }

  chat-panel:not(:defined) {
    display: none;
  }

  file-dropzone {
    block-size: 100%;
  }

  .frame {
    container: chat / inline-size;
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    block-size: 100%;
  }

  .dock {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    max-inline-size: var(--_inline-size);
    margin-inline: auto;
    padding-inline: 1rem;
    /* A phone's home indicator lies over the last lines of a page. */
    padding-block-end: max(1rem, env(safe-area-inset-bottom));
  }

  chat-welcome {
    margin-block-start: auto;
  }

  ::slotted([slot='footer']) {
    margin-block-start: 0.5rem;
    color: var(--_muted);
    font-size: 0.75rem;
    text-align: center;
  }

  @container chat (inline-size < 30rem) {
    .dock {
      padding-inline: 0.625rem;
      padding-block-end: max(0.625rem, env(safe-area-inset-bottom));
    }
  }
`;
