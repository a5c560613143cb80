import { css, unsafeCSS } from 'lit';
import { codeStyles } from '../../markdown/styles/code.styles.ts';

/** The colours that code has in messages too. */
export const codeColors = unsafeCSS(`.line { --_md-muted: var(--_muted); ${codeStyles} }`);

export const styles = css`
  .scroller {
    block-size: 100%;
  }

  .lines {
    inline-size: max-content;
    min-inline-size: 100%;
    padding-block: 0.75rem;
    font-family: var(--_code-font);
    font-size: 0.8125rem;
    line-height: 1.6;
    tab-size: 4;
    white-space: pre;
  }

  :host(:not([code])) .lines {
    inline-size: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  :host([code]) .scroller {
    direction: ltr;
    text-align: left;
  }

  /* What is not there yet takes the room that it will need. */
  .group {
    min-block-size: calc(var(--lines) * 1lh);
  }

  /* What is far away is not laid out. WebKit, which alone can hang punctuation, leaves empty what comes while it is skipped. */
  @supports not (hanging-punctuation: first) {
    .group {
      content-visibility: auto;
      contain-intrinsic-block-size: auto calc(var(--lines) * 1lh);
    }
  }

  .line {
    position: relative;
    min-block-size: 1lh;
    padding-inline: calc(var(--digits) * 1ch + 2rem) 1rem;
  }

  :host(:not([code])) .line {
    unicode-bidi: plaintext;
  }

  /* Not text, so that copied lines have no stray digits; silent, so that nobody has to hear them. */
  .line::before {
    position: absolute;
    inset-inline-start: 0;
    inline-size: calc(var(--digits) * 1ch + 1rem);
    color: var(--_muted);
    text-align: end;
    content: attr(data-line);
    content: attr(data-line) / '';
  }
`;
