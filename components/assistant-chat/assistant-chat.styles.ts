import { css } from 'lit';

export const styles = css`
  :host {
    color-scheme: light dark;
    contain: content;
    container: chat / inline-size;
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

  file-dropzone {
    block-size: 100%;
  }

  .frame {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    block-size: 100%;
  }

  header {
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

  .notice {
    overflow: hidden;
    margin: 0;
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .dock {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    max-inline-size: var(--_inline-size);
    margin-inline: auto;
    padding: 0 1rem 1rem;
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
    header {
      padding-inline: 0.5rem;
    }

    .dock {
      padding: 0 0.625rem 0.625rem;
    }
  }
`;
