import { css } from 'lit';

export const styles = css`
  header {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-block-size: 1.75rem;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }

  .button.quiet {
    min-block-size: 1.75rem;
    padding-block: 0;
    padding-inline: 0.5rem;
    color: inherit;
    font-size: inherit;
  }

  .button.quiet:hover {
    color: var(--_text);
  }

  .caption {
    flex: 1;
  }

  .note {
    color: var(--_danger);
  }

  .logs {
    max-block-size: min(32rem, 60vh);
    padding: 0.625rem 0.75rem;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-medium);
    font: 0.8125rem / 1.5 var(--_code-font);
    text-align: left;
    overflow-wrap: anywhere;
    scrollbar-width: thin;
    tab-size: 4;
  }

  .lines {
    white-space: pre-wrap;
  }

  /* What is out of sight is not laid out. WebKit, which alone can hang punctuation, leaves empty what comes while it is skipped. */
  @supports not (hanging-punctuation: first) {
    .group {
      content-visibility: auto;
      contain-intrinsic-block-size: auto calc(var(--lines) * 1lh);
    }
  }

  .gap {
    color: var(--_muted);
    font: 0.75rem / 2 var(--_font);
    user-select: none;
  }

  .bold {
    font-weight: 700;
  }

  .faint {
    color: var(--_muted);
  }

  .italic {
    font-style: italic;
  }

  .underline {
    text-decoration: underline;
  }

  .strike {
    text-decoration: line-through;
  }

  .underline.strike {
    text-decoration: underline line-through;
  }

  /* Programs choose colours for a ground they do not know. Here each keeps its hue, and the lightness that can be read. */
  @supports (color: oklch(from light-dark(red, red) l c h)) {
    .color {
      color: light-dark(
        oklch(from var(--color) min(l, 0.5) min(c, 0.17) h),
        oklch(from var(--color) max(l, 0.78) min(c, 0.14) h)
      );
    }

    .ground {
      background: oklch(from var(--ground) max(l, 0.76) min(c, 0.14) h);
      color: oklch(0.24 0.02 240);
    }
  }
`;
