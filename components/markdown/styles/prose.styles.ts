import { textStyles } from './text.styles.ts';

/** What all markdown looks like, and all of prose. */
export const proseStyles = `
[data-markdown] {
  --_md-accent: var(--_accent, var(--assistant-accent, light-dark(#0b5c84, #7cc4e0)));
  --_md-muted: var(--_muted, var(--assistant-muted, light-dark(#5b656d, #a3adb5)));
  --_md-border: var(--_border, var(--assistant-border, light-dark(#dbe0e3, #3b444a)));
  --_md-sunken: var(--_surface-sunken, var(--assistant-surface-sunken, light-dark(#f3f5f6, #23282c)));
  --_md-code-font: var(--_code-font, var(--assistant-code-font, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace));
  --_md-radius: calc(var(--assistant-radius, 0.75rem) * 0.75);
  line-height: 1.6;
  overflow-wrap: break-word;
  text-wrap: pretty;

  :where(p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, pre, hr) {
    margin: 0;
  }

  /* Each paragraph, heading and cell has the direction of its own words. */
  :is(p, h1, h2, h3, h4, h5, h6, td, th) {
    unicode-bidi: plaintext;
    text-align: start;
  }

  /* But an item stands at the side of its bullet. */
  li > p {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  > * + *,
  blockquote > * + *,
  li > * + *,
  [part='footnotes'] div > * + * {
    margin-block-start: 0.8em;
  }

  /*
   * What is out of sight is not laid out, so that a long answer that grows costs what is in sight. Not in WebKit, which alone
   * can hang punctuation: it leaves such a block empty when text comes into it. Each such block is asked for on every frame;
   * whoever skips more at once, as a thread does, takes that off what stands still by --_block-visibility.
   */
  @supports not (hanging-punctuation: first) {
    > :is(p, ul, ol, blockquote, [part='code'], [part='table']) {
      content-visibility: var(--_block-visibility, auto);
      contain-intrinsic-block-size: auto 6em;
    }
  }

${textStyles}
}
`;
